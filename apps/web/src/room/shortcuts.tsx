import type { PersonId, SessionState } from '@copse/contract'
import { circleOf, mayTake, turnsIn } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { useEffect, useEffectEvent } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Dialog } from '../design/index.ts'
import desk from './desk.module.css'
import type { Tab } from './panel.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { useMeantStep } from './use-meant-step.ts'
import type { Talks } from './use-talks.ts'

const MINUTE = 60_000

interface ShortcutContext {
  readonly client: RoomClient
  readonly media: MediaRoom | null
  readonly model: RoomModel
  readonly session: SessionState
  readonly onCannotSpeak: () => void
  readonly talks: Talks
  readonly onTab: (tab: Tab) => void
  readonly onOutline: () => void
  readonly onHelp: () => void
}

/** Keys of the room. They rest while somebody types or draws: the board has keys of its own. */
export function useShortcuts(context: ShortcutContext): void {
  const meant = useMeantStep(context.session.step?.index ?? null)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || rests(event.target as HTMLElement)) return
    const action = actionsOf(context, meant)[event.key.toLowerCase()]
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

const rests = (target: HTMLElement): boolean =>
  target.isContentEditable ||
  target.closest('input, textarea, select, [role="dialog"], [role="menu"], .copse-board') !== null

function actionsOf(
  { client, media, model, session, onCannotSpeak, talks, onTab, onOutline, onHelp }: ShortcutContext,
  meant: ReturnType<typeof useMeantStep>,
) {
  const { step } = session
  const you = model.you?.id ?? ('' as PersonId)
  const turn = turnsIn(session, circleOf(session, you))
  /** To a part of the panel, into its field where it has one. */
  const open = (tab: Tab) => {
    flushSync(() => onTab(tab))
    const field = document.querySelector<HTMLElement>('#panel textarea')
    ;(field ?? document.querySelector<HTMLElement>(`#tab-${tab}`))?.focus()
  }
  const adjust = (deltaMs: number) => void client.send({ type: 'clock.adjust', deltaMs })
  const first = model.hands[0]
  const actions: Record<string, (() => void) | undefined> = {
    m: () => (model.floor.speak ? void media?.setMicrophone(!media.store.getState().microphone) : onCannotSpeak()),
    v: () => void media?.setCamera(!media.store.getState().camera),
    h: () =>
      model.you && void client.send({ type: session.hands.includes(model.you.id) ? 'hand.lower' : 'hand.raise' }),
    c: () => {
      talks.show('everyone')
      open('chat')
    },
    a: () => {
      talks.writeTo('facilitators')
      open('chat')
    },
    k: () => open('notes'),
    l: () => open('people'),
    i: () => document.querySelector<HTMLElement>('#cards button')?.focus(),
    o: onOutline,
    '?': onHelp,
    ...(turn?.order.includes(you) && {
      e: () => turn.now?.personId === you && void client.send({ type: 'turn.finish' }),
      x: () => turn.done.includes(you) || void client.send({ type: 'turn.pass' }),
      s: () => mayTake(session, turn, you) && void client.send({ type: 'turn.take', waits: turn.now !== null }),
    }),
    ...(model.runs && { d: () => open('desk') }),
    ...((model.runs || session.duties.timekeeper === model.you?.id) &&
      step && { t: () => void client.send({ type: 'time.say' }) }),
    ...(model.runs &&
      step && {
        g: () => first && void client.send({ type: 'floor.give', personId: first.id }),
        '+': () => adjust(MINUTE),
        '-': () => adjust(-MINUTE),
        n: () =>
          void client.send({ type: 'step.advance', from: meant.press() }).then((reply) => reply.ok || meant.refused()),
        p: () => void client.send({ type: step.clock.state === 'paused' ? 'clock.resume' : 'clock.pause' }),
      }),
  }
  return actions
}

export function Shortcuts({ runs, onClose }: { runs: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const keys = [
    ['M', t('room.keys.mic')],
    ['V', t('room.keys.camera')],
    ['H', t('room.keys.hand')],
    ['C', t('room.keys.chat')],
    ['A', t('desk.keys.ask')],
    ['K', t('desk.keys.notes')],
    ['L', t('desk.keys.people')],
    ['I', t('desk.keys.card')],
    ['O', t('room.keys.outline')],
    ['E', t('circles.keys.done')],
    ['X', t('circles.keys.pass')],
    ['S', t('circles.keys.take')],
    ...(runs
      ? [
          ['N', t('room.keys.next')],
          ['P', t('room.keys.pause')],
          ['D', t('desk.keys.desk')],
          ['G', t('desk.keys.give')],
          ['+ −', t('desk.keys.minute')],
        ]
      : []),
    ['T', t('desk.keys.time')],
    ['?', t('room.keys.help')],
  ]
  return (
    <Dialog title={t('room.keys.title')} open onClose={onClose}>
      <p className={app.soft}>{t('room.keys.note')}</p>
      <ul className={desk.keys}>
        {keys.map(([key, meaning]) => (
          <li key={key} className={app.row}>
            <kbd className={css.kbd}>{key}</kbd>
            {meaning}
          </li>
        ))}
      </ul>
      <Button onPress={onClose}>{t('action.close')}</Button>
    </Dialog>
  )
}
