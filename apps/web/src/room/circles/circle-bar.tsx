import type { PersonId, SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { DoorOpen, HandHelping, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/index.ts'
import { clockText } from '../../i18n/times.ts'
import { useNow } from '../use-now.ts'
import { namesOf, listed, type CircleView } from './circle-view.ts'
import css from './circles.module.css'
import { TurnPart } from './turn-part.tsx'
import { remainingFor } from '@copse/protocols'

const LAST_MINUTE = 60_000
const LAST_SECONDS = 10_000

/** With whom one is, how long still, whose turn it is: a strip under the protocol, while there is something to say. */
export function CircleBar(props: {
  client: RoomClient
  session: SessionState
  view: CircleView
  media: MediaRoom | null
  you: PersonId
  runs: boolean
}) {
  const { client, session, view, media, you, runs } = props
  const title = useCircleTitle(session, view, you)
  if (!view.group && !view.turns) return null
  return (
    <section className={css.bar} aria-label={title}>
      {view.group ? <GroupPart client={client} session={session} view={view} you={you} title={title} /> : null}
      {view.turns ? (
        <TurnPart
          client={client}
          session={session}
          view={view}
          turns={view.turns}
          media={media}
          you={you}
          runs={runs}
        />
      ) : null}
    </section>
  )
}

function useCircleTitle(session: SessionState, view: CircleView, you: PersonId): string {
  const { t, i18n } = useTranslation()
  if (!view.group) return t('circles.turn.title')
  const others = view.group.members.filter((id) => id !== you)
  const names = listed(namesOf(session, others), i18n.language)
  if (view.visiting) return t('circles.group.visiting', { names })
  return others.length > 0 ? t('circles.group.with', { names }) : t('circles.group.alone')
}

function GroupPart(props: {
  client: RoomClient
  session: SessionState
  view: CircleView
  you: PersonId
  title: string
}) {
  const { client, session, view, you, title } = props
  const { t } = useTranslation()
  const now = useNow(client, session)
  const left = view.visiting
    ? (remainingFor(session, view.group!.members[0] ?? you, now) ?? 0)
    : (remainingFor(session, you, now) ?? 0)
  const soon = left > 0 && left <= LAST_MINUTE && view.after !== null
  const called = view.group?.helpAt !== null
  return (
    <div className={css.group} data-visiting={view.visiting}>
      <Users aria-hidden="true" />
      <p>
        <b>{title}</b>
        {soon ? (
          <span className={css.soon} data-last={left <= LAST_SECONDS} data-testid="back-in">
            {view.after === 'together'
              ? t('circles.group.back', { time: clockText(left) })
              : t('circles.group.anew', { time: clockText(left) })}
          </span>
        ) : null}
      </p>
      {view.visiting ? (
        <Button small onPress={() => void client.send({ type: 'groups.visit', groupId: null })}>
          <DoorOpen aria-hidden="true" />
          {t('circles.group.leave')}
        </Button>
      ) : called ? (
        <p role="status" className={css.called}>
          <HandHelping aria-hidden="true" />
          {t('circles.group.called')}
        </p>
      ) : (
        <Button small onPress={() => void client.send({ type: 'groups.call' })}>
          <HandHelping aria-hidden="true" />
          <span className={css.buttonWords}>{t('circles.group.call')}</span>
        </Button>
      )}
    </div>
  )
}
