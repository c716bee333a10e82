import {
  inLanguage,
  type Community,
  type NewSession,
  type Protocol,
  type SessionDetail,
  type PersonId,
} from '@copse/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries, queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Card, Loading, Notice, Select, TextArea, TextField } from '../design/index.ts'
import { fieldsOf, ownZone, zonedTime } from '../i18n/times.ts'
import { LeaveGuard } from './leave-guard.tsx'
import { ProtocolStrip } from './protocol-strip.tsx'

const zones = (): string[] => [...new Set([ownZone(), ...Intl.supportedValuesOf('timeZone')])]
const MINUTE = 60_000
const GRACE_MS = 5 * MINUTE

export function Schedule() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const community = useQuery(queries.community(id))
  const protocols = useQuery(queries.protocols)
  const me = useQuery(queries.me)
  const error = community.error ?? protocols.error
  if (error) return <Problem error={error} />
  if (!community.data || !protocols.data || !me.data) return <Loading label={t('loading')} />
  return (
    <SessionForm
      community={community.data}
      protocols={protocols.data}
      you={me.data.actor?.personId ?? null}
      session={null}
    />
  )
}

export function Reschedule() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const session = useQuery(queries.session(id))
  const community = useQuery({
    ...queries.community(session.data?.communityId ?? ''),
    enabled: session.data !== undefined,
  })
  const protocols = useQuery(queries.protocols)
  const error = session.error ?? community.error ?? protocols.error
  if (error) return <Problem error={error} />
  if (!session.data || !community.data || !protocols.data) return <Loading label={t('loading')} />
  return <SessionForm community={community.data} protocols={protocols.data} you={null} session={session.data} />
}

function SessionForm({
  community,
  protocols,
  you,
  session,
}: {
  community: Community
  protocols: Protocol[]
  you: PersonId | null
  session: SessionDetail | null
}) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const [zone, setZone] = useState(session?.timeZone ?? ownZone())
  const [when, setWhen] = useState(() =>
    fieldsOf(
      session?.startsAt ?? Math.ceil((Date.now() + 24 * 60 * MINUTE) / (30 * MINUTE)) * 30 * MINUTE,
      session?.timeZone ?? ownZone(),
    ),
  )
  const [form, setForm] = useState({
    title: session?.title ?? '',
    focusQuestion: session?.focusQuestion ?? '',
    protocolId: session?.protocol.id ?? protocols[0]!.id,
    presenterId: String(session?.presenterId ?? ''),
    facilitatorId: String(session?.facilitatorIds[0] ?? you ?? community.members[0]!.personId),
    minutes: String(session?.minutes ?? 50),
    lobby: session?.lobby ?? ('guests' as NewSession['lobby']),
    enforcement: session?.enforcement ?? community.enforcement,
  })
  // Whether anything was changed, asked at the moment of leaving.
  const changed = useRef(false)
  const unsaved = useCallback(() => changed.current, [])
  const set = (change: Partial<typeof form>) => {
    changed.current = true
    setForm({ ...form, ...change })
  }
  const protocol = protocols.find(({ id }) => id === form.protocolId) ?? protocols[0]!
  const startsAt = zonedTime(when.date, when.time, zone)
  // Looked at whenever the time is changed, and once more when it is sent.
  const [now, setNow] = useState(() => Date.now())
  const isPast = (at: number) => startsAt !== null && startsAt < at - GRACE_MS && startsAt !== session?.startsAt
  const past = isPast(now)
  const move = (change: Partial<typeof when>) => {
    changed.current = true
    setWhen({ ...when, ...change })
    setNow(Date.now())
  }

  const save = useMutation({
    mutationFn: () => {
      const { facilitatorId, presenterId, minutes, ...plain } = form
      const others = session?.facilitatorIds.slice(1).filter((id) => id !== facilitatorId && id !== presenterId) ?? []
      const body: NewSession = {
        ...plain,
        presenterId: (presenterId || null) as PersonId | null,
        facilitatorIds: [facilitatorId as PersonId, ...others],
        minutes: Number(minutes),
        startsAt: startsAt!,
        timeZone: zone,
      }
      return session
        ? api<SessionDetail>(`/sessions/${session.id}`, { method: 'PATCH', body })
        : api<SessionDetail>(`/communities/${community.id}/sessions`, { method: 'POST', body })
    },
    onSuccess: async (saved) => {
      changed.current = false
      queryClient.setQueryData(queries.session(saved.id).queryKey, saved)
      await queryClient.invalidateQueries({ queryKey: queries.sessions(community.id).queryKey })
      await navigate(`/sessions/${saved.id}`)
    },
  })
  const people = community.members.map((member) => ({
    value: String(member.personId),
    label: member.district ? `${member.name} · ${member.district}` : member.name,
  }))

  return (
    <form
      className={css.stack}
      onSubmit={(event) => {
        event.preventDefault()
        setNow(Date.now())
        if (!isPast(Date.now()) && startsAt !== null) save.mutate()
      }}
    >
      <PageTitle title={session ? t('community.schedule.edit') : t('community.schedule.title')} />
      <h1>{session ? t('community.schedule.edit') : t('community.schedule.title')}</h1>
      <Card className={css.stack}>
        <TextField
          label={t('community.schedule.sessionTitle')}
          required
          maxLength={160}
          value={form.title}
          onChange={(event) => set({ title: event.target.value })}
        />
        <TextArea
          label={t('community.schedule.focus')}
          hint={t('community.schedule.focusHint')}
          maxLength={600}
          rows={2}
          value={form.focusQuestion}
          onChange={(event) => set({ focusQuestion: event.target.value })}
        />
        <div className={css.pair}>
          <Select
            label={t('community.schedule.protocol')}
            value={form.protocolId}
            options={protocols.map(({ id, title }) => ({ value: id, label: inLanguage(title, i18n.language) }))}
            onChange={(event) => set({ protocolId: event.target.value })}
          />
          <TextField
            label={t('community.schedule.minutes')}
            hint={t('community.schedule.minutesHint')}
            type="number"
            min={5}
            max={480}
            required
            value={form.minutes}
            onChange={(event) => set({ minutes: event.target.value })}
          />
        </div>
        <p>{inLanguage(protocol.useWhen, i18n.language)}</p>
        <ProtocolStrip protocol={protocol} minutes={Number(form.minutes) || 50} />
      </Card>
      <Card className={css.stack}>
        <div className={css.pair}>
          <TextField
            label={t('community.schedule.date')}
            type="date"
            required
            value={when.date}
            onChange={(event) => move({ date: event.target.value })}
          />
          <TextField
            label={t('community.schedule.time')}
            type="time"
            required
            error={past ? t('community.schedule.past') : null}
            value={when.time}
            onChange={(event) => move({ time: event.target.value })}
          />
          <Select
            label={t('community.schedule.zone')}
            value={zone}
            options={zones().map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
            onChange={(event) => {
              changed.current = true
              setZone(event.target.value)
            }}
          />
        </div>
        <div className={css.pair}>
          <Select
            label={t('community.schedule.facilitator')}
            value={form.facilitatorId}
            options={people}
            onChange={(event) => set({ facilitatorId: event.target.value })}
          />
          <Select
            label={t('community.schedule.presenter')}
            hint={protocol.needsPresenter && !form.presenterId ? t('community.schedule.needsPresenter') : null}
            value={form.presenterId}
            options={[
              { value: '', label: t('community.schedule.noPresenter') },
              ...people.filter(({ value }) => value !== form.facilitatorId),
            ]}
            onChange={(event) => set({ presenterId: event.target.value })}
          />
        </div>
        <div className={css.pair}>
          <Select
            label={t('community.schedule.lobby')}
            value={form.lobby}
            options={[
              { value: 'guests', label: t('community.schedule.lobbyGuests') },
              { value: 'everyone', label: t('community.schedule.lobbyEveryone') },
            ]}
            onChange={(event) => set({ lobby: event.target.value as NewSession['lobby'] })}
          />
          <Select
            label={t('community.schedule.enforcement')}
            hint={t(`community.schedule.${form.enforcement}Hint`)}
            value={form.enforcement}
            options={[
              { value: 'enforced', label: t('community.schedule.enforced') },
              { value: 'guide', label: t('community.schedule.guide') },
            ]}
            onChange={(event) => set({ enforcement: event.target.value as NewSession['enforcement'] })}
          />
        </div>
      </Card>
      {save.error ? (
        <Notice kind="bad" live>
          {wordsOfError(save.error)}
        </Notice>
      ) : null}
      <div className={css.row}>
        <Button type="submit" look="primary" isPending={save.isPending}>
          {session ? t('community.schedule.save') : t('community.schedule.submit')}
        </Button>
        <Button look="quiet" onPress={() => void navigate(-1)}>
          {t('action.cancel')}
        </Button>
      </div>
      <LeaveGuard unsaved={unsaved} />
    </form>
  )
}
