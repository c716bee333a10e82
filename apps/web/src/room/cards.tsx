import type { PersonId, SessionState } from '@copse/contract'
import { circleOf } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Ear, Hand, MessageSquareLock, PenLine, SearchCheck, SlidersHorizontal, Timer } from 'lucide-react'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, LiveRegion } from '../design/index.ts'
import { cardsOf, type Card } from './cards.ts'
import desk from './desk.module.css'
import { placeOf, usePlaceWords } from './hand-queue.tsx'
import type { Tab } from './panel.tsx'
import type { Talks } from './use-talks.ts'
import { useDraft } from './use-draft.ts'
import { useTimeWords } from './time-words.ts'

const SHOWN_MS = 8000
/** More would hide the board; the others come when these are put away. */
const MOST = 2

/** What is said to one person alone, over the board's foot until she puts it away; and the time, when somebody says it. */
export function Cards(props: {
  client: RoomClient
  session: SessionState
  you: PersonId
  talks: Talks
  onTab: (tab: Tab) => void
}) {
  const { client, session, you, talks, onTab } = props
  const { t } = useTranslation()
  const [away, setAway] = useDraft('cards')
  const place = placeOf(session, you)
  const placeWords = usePlaceWords()
  const cards = cardsOf(session, you, talks.unread.private)
  const put = away === '' ? [] : away.split(' ')
  // What no longer holds is forgotten: the same duty given anew is said anew.
  const still = put.filter((key) => cards.some((card) => card.key === key))
  if (still.length !== put.length) setAway(still.join(' '))
  const close = (key: string) => setAway([...still, key].join(' '))
  return (
    <>
      <section
        className={desk.cards}
        id="cards"
        aria-label={t('desk.card.title')}
        aria-live="polite"
        aria-relevant="additions"
      >
        <TimeSaid client={client} session={session} you={you} />
        {cards
          .filter(({ key }) => !still.includes(key))
          .slice(-MOST)
          .map((card) => (
            <OneCard
              key={card.key}
              card={card}
              name={'whisper' in card ? (session.people[card.whisper.from]?.name ?? '') : ''}
              onClose={() => close(card.key)}
              onHand={() => {
                close(card.key)
                void client.send({ type: 'hand.raise' })
              }}
              onOpen={(tab) => {
                close(card.key)
                if (tab === 'chat') talks.writeTo('whisper' in card ? card.whisper.from : null)
                onTab(tab)
              }}
            />
          ))}
      </section>
      <LiveRegion text={place === null ? '' : placeWords(place)} />
    </>
  )
}

function OneCard(props: {
  card: Card
  name: string
  onClose: () => void
  onHand: () => void
  onOpen: (tab: Tab) => void
}) {
  const { card, name, onClose, onHand, onOpen } = props
  const { t } = useTranslation()
  const ok = (
    <Button small onPress={onClose}>
      {t('desk.card.understood')}
    </Button>
  )
  const later = (
    <Button small look="quiet" onPress={onClose}>
      {t('desk.card.later')}
    </Button>
  )
  const shapes: Record<Card['kind'], { sign: typeof Hand; from?: string; text: string; actions: ReactNode }> = {
    invite: {
      sign: Hand,
      from: t('desk.card.from', { name }),
      text: t('desk.card.invite'),
      actions: (
        <>
          <Button small look="primary" onPress={onHand}>
            {t('desk.card.hand')}
          </Button>
          {later}
        </>
      ),
    },
    probing: { sign: SearchCheck, from: t('desk.card.from', { name }), text: t('desk.card.probing'), actions: ok },
    message: {
      sign: MessageSquareLock,
      from: t('desk.card.privately', { name }),
      text: 'whisper' in card ? card.whisper.text : '',
      actions: (
        <>
          <Button small look="primary" onPress={() => onOpen('chat')}>
            {t('desk.card.read')}
          </Button>
          {later}
        </>
      ),
    },
    duty: {
      sign: card.kind === 'duty' && card.duty === 'scribe' ? PenLine : Timer,
      text: card.kind === 'duty' ? t(`desk.card.${card.duty}`) : '',
      actions: ok,
    },
    facilitates: {
      sign: SlidersHorizontal,
      text: t('desk.card.facilitates'),
      actions: (
        <>
          <Button small look="primary" onPress={() => onOpen('desk')}>
            {t('desk.card.desk')}
          </Button>
          {later}
        </>
      ),
    },
    listens: {
      sign: Ear,
      text: t('desk.card.listens'),
      actions: (
        <>
          <Button small look="primary" onPress={() => onOpen('notes')}>
            {t('desk.card.notes')}
          </Button>
          {later}
        </>
      ),
    },
  }
  const { sign: Sign, from, text, actions } = shapes[card.kind]
  return (
    <article className={desk.card} data-card={card.kind}>
      <Sign aria-hidden="true" />
      <div>
        {from ? <p className={desk.from}>{from}</p> : null}
        <p className={desk.words}>{text}</p>
      </div>
      <div className={desk.acts}>{actions}</div>
    </article>
  )
}

/** "Four minutes left", said by the timekeeper: in each one's own language, for a moment. */
function TimeSaid({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t } = useTranslation()
  const words = useTimeWords()
  const [said, setSaid] = useState<{ seq: number; name: string; text: string } | null>(null)
  const hear = useEffectEvent((seq: number, personId: PersonId, circle: string, leftMs: number) => {
    if (circle !== circleOf(session, you)) return
    setSaid({ seq, name: session.people[personId]?.name ?? '', text: words(leftMs) })
  })
  useEffect(
    () =>
      client.onEvents((events) => {
        for (const event of events)
          if (event.type === 'time.said') hear(event.seq, event.personId, event.circle, event.leftMs)
      }),
    [client],
  )
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said])
  if (!said) return null
  return (
    <article key={said.seq} className={desk.card} data-card="time">
      <Timer aria-hidden="true" />
      <div>
        <p className={desk.from}>{t('desk.time.by', { name: said.name })}</p>
        <p className={desk.words}>{said.text}</p>
      </div>
    </article>
  )
}
