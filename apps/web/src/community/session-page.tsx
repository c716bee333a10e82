import { inLanguage, type SessionDetail } from '@copse/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { CalendarPlus, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries, queryClient } from '../app/queries.ts'
import { Avatar, Badge, Button, ButtonLink, Card, Confirm, Loading, Notice } from '../design/index.ts'
import { formatWhen, ownZone, zoneName } from '../i18n/times.ts'
import { Invitations } from './invitations.tsx'
import { ProtocolStrip } from './protocol-strip.tsx'

export function SessionPage() {
  const { t, i18n } = useTranslation()
  const { id = '' } = useParams()
  const arrival = useLocation().state as { boardFailed?: boolean } | null
  const { data: session, error, refetch } = useQuery(queries.session(id))
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!session) return <Loading label={t('loading')} />
  const people = [
    ...session.facilitatorIds.map((person) => ({ person, role: 'facilitator' as const })),
    ...(session.presenterId ? [{ person: session.presenterId, role: 'presenter' as const }] : []),
  ]
  return (
    <div className={css.loose}>
      <PageTitle title={session.title} />
      <div className={css.tight}>
        <Link to={`/communities/${session.communityId}`}>{session.communityName}</Link>
        <h1>{session.title}</h1>
        <p className={css.soft}>{inLanguage(session.protocolTitle, i18n.language)}</p>
      </div>
      {arrival?.boardFailed ? <Notice kind="bad">{t('replay.beginFailed')}</Notice> : null}
      <Phase session={session} />
      <div className={css.columns}>
        <div className={css.stack}>
          {session.focusQuestion ? <blockquote className={css.quote}>{session.focusQuestion}</blockquote> : null}
          <Card className={css.stack}>
            <h2>{t('community.session.agenda')}</h2>
            <ProtocolStrip protocol={session.protocol} minutes={session.minutes} />
          </Card>
          {session.may.invite ? <Invitations sessionId={session.id} /> : null}
        </div>
        <div className={css.stack}>
          <Card className={css.stack}>
            <h2>{t('community.session.when')}</h2>
            <div>
              <p>
                <strong>{formatWhen(session.startsAt, i18n.language)}</strong>
              </p>
              <p className={css.soft}>
                {t('minutes', { count: session.minutes })} ·{' '}
                {t('community.session.yourTime', { zone: zoneName(ownZone(), i18n.language, session.startsAt) })}
              </p>
              {session.timeZone === ownZone() ? null : (
                <p className={css.soft}>
                  {t('community.session.planned', { zone: session.timeZone.replaceAll('_', ' ') })}
                </p>
              )}
            </div>
            <a href={`/api/sessions/${session.id}/calendar.ics`} download>
              <span className={css.row}>
                <CalendarPlus aria-hidden="true" size={18} />
                {t('community.session.calendar')}
              </span>
            </a>
          </Card>
          <Card className={css.stack}>
            <h2>{t('community.session.who')}</h2>
            <ul className={css.list}>
              {people.map(({ person, role }) => (
                <li key={person} className={css.person}>
                  <Avatar id={person} name={session.names[person] ?? '?'} />
                  <span>{session.names[person]}</span>
                  <Badge>{t(`room.role.${role}`)}</Badge>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </div>
  )
}

/** The one thing to do now. */
function Phase({ session }: { session: SessionDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const cancel = useMutation({
    mutationFn: () => api(`/sessions/${session.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      await navigate(`/communities/${session.communityId}`)
    },
  })
  if (session.phase === 'cancelled') return <Notice kind="warn">{t('community.session.cancelled')}</Notice>
  if (session.phase === 'ended')
    return (
      <div className={css.row}>
        <p>{t('community.session.ended')}</p>
        {session.may.seeRecord ? (
          <ButtonLink to={`/sessions/${session.id}/record`} look="primary">
            {t('community.session.seeRecord')}
          </ButtonLink>
        ) : null}
      </div>
    )
  return (
    <div className={css.row}>
      <ButtonLink to={`/sessions/${session.id}/room`} look="primary">
        {t('community.session.enter')}
      </ButtonLink>
      {session.may.edit ? (
        <>
          <ButtonLink to={`/sessions/${session.id}/edit`}>
            <Pencil aria-hidden="true" />
            {t('action.edit')}
          </ButtonLink>
          <Button look="quiet" onPress={() => setAsking(true)}>
            {t('community.session.cancel')}
          </Button>
        </>
      ) : null}
      <Confirm
        open={asking}
        title={t('community.session.cancelTitle', { title: session.title })}
        text={t('community.session.cancelText')}
        yes={t('community.session.cancelYes')}
        no={t('community.session.keep')}
        pending={cancel.isPending}
        onYes={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}
