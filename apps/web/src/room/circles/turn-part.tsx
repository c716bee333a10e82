import type { PersonId, SessionState, Turns } from '@copse/contract'
import { isOver, mayTake } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { Check, Mic, Pause, SkipForward, Undo2, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar, Button, Hidden, LiveRegion } from '../../design/index.ts'
import { clockText } from '../../i18n/times.ts'
import { useMedia } from '../use-media.ts'
import { ring } from './chime.ts'
import { nextIn, seatsOf, type CircleView, type Seat } from './circle-view.ts'
import css from './circles.module.css'
import { useLeft } from './use-left.ts'

/** Whose turn it is in one's circle, who is next, how long still; and what one may do about one's own. */
export function TurnPart(props: {
  client: RoomClient
  session: SessionState
  view: CircleView
  turns: Turns
  media: MediaRoom | null
  you: PersonId
  runs: boolean
}) {
  const { client, session, view, turns, media, you, runs } = props
  const { t } = useTranslation()
  const { now } = turns
  const left = useLeft(client, now?.clock ?? null)
  const microphone = useMedia(media, (state) => state.microphone) ?? false
  const online = useMedia(media, (state) => state.link) === 'online'
  const name = now ? (session.people[now.personId]?.name ?? '') : ''
  const nextId = nextIn(session, turns)
  const yours = now?.personId === you && now.phase === 'speaking'
  const free = turns.claims !== null
  const comes = !free && turns.order.includes(you) && !turns.done.includes(you) && !yours
  const claimed = turns.claims?.includes(you) ?? false
  const words =
    now === null
      ? free
        ? t(isOver(session, turns) ? 'circles.turn.closed' : 'circles.turn.free')
        : nextId === null
          ? t('circles.turn.over')
          : t('circles.turn.waiting')
      : now.phase === 'pause'
        ? t('circles.turn.pause')
        : now.phase === 'lost'
          ? t('circles.turn.lost', { name })
          : yours
            ? t('circles.turn.yours')
            : t('circles.turn.theirs', { name })
  const next =
    nextId === null || now === null
      ? null
      : nextId === you
        ? t('circles.turn.youNext')
        : t('circles.turn.next', { name: session.people[nextId]?.name ?? '' })
  const phase = now?.phase ?? 'over'

  useEffect(() => {
    if (yours) ring('turn')
  }, [yours])

  return (
    <div className={css.turn} data-yours={yours} data-phase={phase} data-testid="turn">
      <ol className={css.seats} aria-label={t(free ? 'circles.turn.spoken' : 'circles.turn.order')}>
        {seatsOf(session, turns).map((seat) => (
          <SeatMark key={seat.id} seat={seat} you={seat.id === you} />
        ))}
      </ol>
      <p className={css.turnWords}>
        <b>{words}</b>
        {next ? <span>{next}</span> : null}
      </p>
      {now && left !== null ? (
        <p className={css.turnTime} role="timer" aria-label={t('circles.turn.left')}>
          {now.phase === 'pause' ? (
            <Pause aria-hidden="true" />
          ) : now.phase === 'lost' ? (
            <WifiOff aria-hidden="true" />
          ) : null}
          <strong data-testid="turn-timer">{clockText(Math.max(0, left))}</strong>
        </p>
      ) : null}
      <div className={css.turnActions}>
        {yours && media && !microphone ? (
          <Button small look="primary" isDisabled={!online} onPress={() => void media.setMicrophone(true)}>
            <Mic aria-hidden="true" />
            {t('circles.turn.unmute')}
          </Button>
        ) : null}
        {yours ? (
          <Button
            small
            look={microphone || !media ? 'primary' : 'secondary'}
            onPress={() => void client.send({ type: 'turn.finish' })}
          >
            <Check aria-hidden="true" />
            {t('circles.turn.done')}
          </Button>
        ) : null}
        {mayTake(session, turns, you) ? (
          <TakePart client={client} session={session} taken={now?.phase === 'pause' ? null : (now?.personId ?? null)} />
        ) : null}
        {claimed ? (
          <Button small onPress={() => void client.send({ type: 'turn.pass' })}>
            <Undo2 aria-hidden="true" />
            {t('circles.turn.unclaim')}
          </Button>
        ) : null}
        {(yours && !free) || comes ? (
          <Button small onPress={() => void client.send({ type: 'turn.pass' })}>
            {t('circles.turn.pass')}
          </Button>
        ) : null}
        {runs && now && !yours ? (
          <Button small onPress={() => void client.send({ type: 'turn.finish', circle: view.circle })}>
            <SkipForward aria-hidden="true" />
            {t('circles.turn.skip')}
          </Button>
        ) : null}
      </div>
      <TurnSaid words={words} key={view.circle} />
    </div>
  )
}

/** To take the floor; who was a moment too late is told who has it, and may be next. `taken`: by whom it is taken already. */
function TakePart({ client, session, taken }: { client: RoomClient; session: SessionState; taken: PersonId | null }) {
  const { t } = useTranslation()
  const [tooLateFor, setTooLateFor] = useState<string | null>(null)
  const first =
    taken && taken === tooLateFor ? t('circles.turn.first', { name: session.people[taken]?.name ?? '' }) : ''
  return (
    <>
      {first ? <span className={css.first}>{first}</span> : null}
      <Button
        small
        look={taken ? 'secondary' : 'primary'}
        onPress={() =>
          void client
            .send({ type: 'turn.take', waits: taken !== null })
            .then((reply) => setTooLateFor(reply.ok ? null : (reply.detail ?? null)))
        }
      >
        <Mic aria-hidden="true" />
        {t(taken ? 'circles.turn.takeNext' : 'circles.turn.take')}
      </Button>
      <LiveRegion text={first} />
    </>
  )
}

/** Says a change of turn to those who do not see it; not what was so when the round came into view. */
function TurnSaid({ words }: { words: string }) {
  const [first] = useState(words)
  const [changed, setChanged] = useState(false)
  if (!changed && words !== first) setChanged(true)
  return <LiveRegion text={changed ? words : ''} />
}

function SeatMark({ seat, you }: { seat: Seat; you: boolean }) {
  const { t } = useTranslation()
  return (
    <li
      className={css.seat}
      data-state={seat.state}
      data-away={seat.away}
      aria-current={seat.state === 'now' || undefined}
    >
      <Avatar id={seat.id} name={seat.name} />
      {seat.state === 'done' ? <Check className={css.seatMark} aria-hidden="true" /> : null}
      <span className={css.seatName}>{you ? t('room.people.you') : seat.name.split(' ')[0]}</span>
      <Hidden>
        {t(`circles.seat.${seat.state}`)}
        {seat.away ? ` · ${t('room.people.away')}` : ''}
      </Hidden>
    </li>
  )
}
