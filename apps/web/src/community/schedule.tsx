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
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries, queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Card, Check, Loading, Notice, Select, TextArea, TextField } from '../design/index.ts'
import { fieldsOf, ownZone, zonedTime } from '../i18n/times.ts'
import { minutesOf } from '../protocols/protocol-facts.tsx'
import { useChoices } from '../protocols/protocol-queries.ts'
import { LeaveGuard } from './leave-guard.tsx'
import { ProtocolStrip } from './protocol-strip.tsx'

const zones = (): string[] => [...new Set([ownZone(), ...Intl.supportedValuesOf('timeZone')])]
const MINUTE = 60_000
const GRACE_MS = 5 * MINUTE

export function Schedule() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const choices = useChoices(id)
  const me = useQuery(queries.me)
  const error = choices.error ?? me.error
  if (error) return <Problem error={error} />
  if (!choices.data || !me.data) return <Loading label={t('loading')} />
  const { community, ours, theirs } = choices.data
  return (
    <SessionForm
      community={community}
      ours={ours.map(({ protocol }) => protocol)}
      catalogue={theirs.map(({ protocol }) => protocol)}
      you={me.data.actor?.personId ?? null}
      session={null}
    />
  )
}

export function Reschedule() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const session = useQuery(queries.session(id))
  const error = session.error
  if (error) return <Problem error={error} />
  return session.data ? <Change session={session.data} /> : <Loading label={t('loading')} />
}

function Change({ session }: { session: SessionDetail }) {
  const { t } = useTranslation()
  const { error, data } = useChoices(session.communityId)
  if (error) return <Problem error={error} />
  if (!data) return <Loading label={t('loading')} />
  return (
    <SessionForm
      community={data.community}
      ours={data.ours.map(({ protocol }) => protocol)}
      catalogue={data.theirs.map(({ protocol }) => protocol)}
      you={null}
      session={session}
    />
  )
}

function SessionForm({
  community,
  ours,
  catalogue,
  you,
  session,
}: {
  community: Community
  /** The community's own protocols, each in its newest version. */
  ours: readonly Protocol[]
  catalogue: readonly Protocol[]
  you: PersonId | null
  session: SessionDetail | null
}) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const wished = [...ours, ...catalogue].find(({ id }) => id === search.get('protocol'))
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
    protocolId: session?.protocol.id ?? wished?.id ?? catalogue[0]!.id,
    presenterId: String(session?.presenterId ?? ''),
    facilitatorId: String(session?.facilitatorIds[0] ?? you ?? community.members[0]!.personId),
    minutes: String(session?.minutes ?? (wished ? minutesOf(wished) : 50)),
    /** A planned session keeps its version of the protocol unless the newest is asked for. */
    takesNewest: false,
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
  const planned = session?.protocol.id === form.protocolId ? session.protocol : null
  const newest = [...ours, ...catalogue].find(({ id }) => id === form.protocolId)
  const isOutdated = planned !== null && newest !== undefined && newest.version !== planned.version
  const protocol = (form.takesNewest ? newest : (planned ?? newest)) ?? planned ?? catalogue[0]!
  const isGone = session !== null && ![...ours, ...catalogue].some(({ id }) => id === session.protocol.id)
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
      const { facilitatorId, presenterId, minutes, takesNewest, ...plain } = form
      const others = session?.facilitatorIds.slice(1).filter((id) => id !== facilitatorId && id !== presenterId) ?? []
      const body: NewSession = {
        ...plain,
        ...(takesNewest && isOutdated && { protocolVersion: newest.version }),
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
      const [sessionId, snapshotId] = (search.get('board') ?? '').split('.')
      const laid =
        session !== null ||
        !snapshotId ||
        (await api(`/sessions/${saved.id}/board`, { method: 'POST', body: { sessionId, snapshotId } }).then(
          () => true,
          () => false,
        ))
      queryClient.setQueryData(queries.session(saved.id).queryKey, saved)
      await queryClient.invalidateQueries({ queryKey: queries.sessions(community.id).queryKey })
      await navigate(`/sessions/${saved.id}`, { state: { boardFailed: !laid } })
    },
  })
  const optionOf = ({ id, title }: Protocol) => ({ value: id, label: inLanguage(title, i18n.language) })
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
      {session === null && search.has('board') ? <Notice>{t('replay.beginHint')}</Notice> : null}
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
            hint={
              <Link to={`/communities/${community.id}/protocols`} target="_blank">
                {t('community.schedule.library')}
              </Link>
            }
            value={form.protocolId}
            options={[
              ...(isGone ? [optionOf(session.protocol)] : []),
              ...(ours.length > 0 ? [{ label: t('protocols.own'), options: ours.map(optionOf) }] : []),
              { label: t('protocols.catalogue'), options: catalogue.map(optionOf) },
            ]}
            onChange={(event) => set({ protocolId: event.target.value, takesNewest: false })}
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
        {isOutdated ? (
          <Check
            type="checkbox"
            checked={form.takesNewest}
            onChange={(event) => set({ takesNewest: event.target.checked })}
          >
            {t('community.schedule.newest', { planned: planned.version, newest: newest.version })}
          </Check>
        ) : null}
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
