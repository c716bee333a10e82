import { inLanguage, type CommunityId, type SessionSummary } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import css from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { queries } from '../app/queries.ts'
import { Badge, ButtonLink, Empty, Loading } from '../design/index.ts'
import { formatWhen, ownZone, zoneName } from '../i18n/times.ts'

/** Sessions to come and past ones, in the visitor's own time zone. */
export function SessionLists({ communityId }: { communityId: CommunityId }) {
  const { t, i18n } = useTranslation()
  const { data, error, refetch } = useQuery(queries.sessions(communityId))
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!data) return <Loading label={t('loading')} />
  const past = data.filter(({ phase }) => phase === 'ended').reverse()
  const upcoming = data.filter(({ phase }) => phase !== 'ended')
  const at = upcoming[0]?.startsAt ?? past[0]?.startsAt ?? 0
  return (
    <div className={css.loose}>
      <section className={css.stack}>
        <div className={css.between}>
          <h2>{t('community.sessions.upcoming')}</h2>
          <p className={css.soft}>{zoneName(ownZone(), i18n.language, at)}</p>
        </div>
        {upcoming.length === 0 ? <Empty>{t('community.sessions.none')}</Empty> : null}
        <ul className={css.list}>
          {upcoming.map((session, index) => (
            <Item key={session.id} session={session} first={index === 0} />
          ))}
        </ul>
      </section>
      <section className={css.stack}>
        <h2>{t('community.sessions.past')}</h2>
        {past.length === 0 ? <Empty>{t('community.sessions.nonePast')}</Empty> : null}
        <ul className={css.list}>
          {past.map((session) => (
            <Item key={session.id} session={session} first={false} />
          ))}
        </ul>
      </section>
    </div>
  )
}

/** The next one's door is the page's one plain thing to do. */
function Item({ session, first }: { session: SessionSummary; first: boolean }) {
  const { t, i18n } = useTranslation()
  const ended = session.phase === 'ended'
  return (
    <li className={css.item}>
      <div className={css.tight}>
        <h3>
          <Link to={`/sessions/${session.id}`} className={css.plainLink}>
            {session.title}
          </Link>{' '}
          {session.phase === 'running' ? <Badge live>{t('community.sessions.running')}</Badge> : null}
        </h3>
        <p className={css.soft}>
          {formatWhen(session.startsAt, i18n.language)} · {t('minutes', { count: session.minutes })} ·{' '}
          {inLanguage(session.protocolTitle, i18n.language)}
        </p>
      </div>
      <ButtonLink
        to={`/sessions/${session.id}/${ended ? 'record' : 'room'}`}
        look={first || session.phase === 'running' ? 'primary' : 'secondary'}
      >
        {ended ? t('community.sessions.record') : t('community.sessions.join')}
      </ButtonLink>
    </li>
  )
}
