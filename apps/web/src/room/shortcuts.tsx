import type { PersonId, SessionState } from '@copse/contract'
import { circleOf, mayTake, turnsIn } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import type { TFunction } from 'i18next'
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

/** What a key does, and how the help says it. */
interface Shortcut {
  /** As the browser names it, a letter in lower case. */
  readonly key: string
  readonly words: string
  readonly act: () => void
}

/** Keys of the room, as they hold now. They rest while somebody types or draws: the board has keys of its own. */
export function useShortcuts(context: ShortcutContext): readonly Shortcut[] {
  const { t } = useTranslation()
  const meant = useMeantStep(context.session.step?.index ?? null)
  const shortcuts = shortcutsOf(context, meant, t)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || rests(event.target as HTMLElement)) return
    const shortcut = shortcuts.find(({ key }) => key === event.key.toLowerCase())
    if (!shortcut) return
    event.preventDefault()
    shortcut.act()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
  return shortcuts
}

const rests = (target: HTMLElement): boolean =>
  target.isContentEditable ||
  target.closest('input, textarea, select, [role="dialog"], [role="menu"], .copse-board') !== null

function shortcutsOf(
  { client, media, model, session, onCannotSpeak, talks, onTab, onOutline, onHelp }: ShortcutContext,
  meant: ReturnType<typeof useMeantStep>,
  t: TFunction,
): readonly Shortcut[] {
  const { step, duties } = session
  const you = model.you?.id ?? ('' as PersonId)
  const turn = turnsIn(session, circleOf(session, you))
  const keepsTime = duties.timekeeper === you
  const first = model.hands[0]
  /** To a part of the panel, into its field where it has one. */
  const open = (tab: Tab) => {
    flushSync(() => onTab(tab))
    const field = document.querySelector<HTMLElement>('#panel textarea')
    ;(field ?? document.querySelector<HTMLElement>(`#tab-${tab}`))?.focus()
  }
  const adjust = (deltaMs: number) => void client.send({ type: 'clock.adjust', deltaMs })
  const toggleMicrophone = () =>
    model.floor.speak ? void media?.setMicrophone(!media.store.getState().microphone) : onCannotSpeak()
  const toggleHand = () => void client.send({ type: session.hands.includes(you) ? 'hand.lower' : 'hand.raise' })
  const writeIn = (talk: () => void) => () => {
    talk()
    open('chat')
  }
  const toCard = () => document.querySelector<HTMLElement>('#cards button')?.focus()
  const finish = () => turn?.now?.personId === you && void client.send({ type: 'turn.finish' })
  const pass = () => turn?.done.includes(you) || void client.send({ type: 'turn.pass' })
  const take = () => void client.send({ type: 'turn.take', waits: turn?.now !== null })
  const next = () =>
    void client.send({ type: 'step.advance', from: meant.press() }).then((reply) => reply.ok || meant.refused())
  const pause = () => void client.send({ type: step?.clock.state === 'paused' ? 'clock.resume' : 'clock.pause' })
  const give = () => first && void client.send({ type: 'floor.give', personId: first.id })

  const shortcuts: readonly (false | readonly [key: string, words: string, act: () => void])[] = [
    media !== null && ['m', t('room.keys.mic'), toggleMicrophone],
    media !== null &&
      model.floor.camera && ['v', t('room.keys.camera'), () => void media.setCamera(!media.store.getState().camera)],
    ['h', t('room.keys.hand'), toggleHand],
    turn?.order.includes(you) === true && ['e', t('circles.keys.done'), finish],
    turn?.order.includes(you) === true && ['x', t('circles.keys.pass'), pass],
    turn !== null && mayTake(session, turn, you) && ['s', t('circles.keys.take'), take],
    ['c', t('room.keys.chat'), writeIn(() => talks.show('everyone'))],
    ['a', t('desk.keys.ask'), writeIn(() => talks.writeTo('facilitators'))],
    ['k', t('desk.keys.notes'), () => open('notes')],
    ['l', t('desk.keys.people'), () => open('people')],
    ['i', t('desk.keys.card'), toCard],
    ['o', t('room.keys.outline'), onOutline],
    model.runs && ['d', t('desk.keys.desk'), () => open('desk')],
    model.runs && step !== null && ['n', t('room.keys.next'), next],
    model.runs && step !== null && ['p', t('room.keys.pause'), pause],
    model.runs && step !== null && ['g', t('desk.keys.give'), give],
    model.runs && step !== null && ['+', t('desk.keys.more'), () => adjust(MINUTE)],
    model.runs && step !== null && ['-', t('desk.keys.less'), () => adjust(-MINUTE)],
    (model.runs || keepsTime) &&
      step !== null && ['t', t('desk.keys.time'), () => void client.send({ type: 'time.say' })],
    ['?', t('room.keys.help'), onHelp],
  ]
  return shortcuts.filter((shortcut) => shortcut !== false).map(([key, words, act]) => ({ key, words, act }))
}

export function Shortcuts({ shortcuts, onClose }: { shortcuts: readonly Shortcut[]; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('room.keys.title')} open onClose={onClose}>
      <p className={app.soft}>{t('room.keys.note')}</p>
      <ul className={desk.keys}>
        {shortcuts.map(({ key, words }) => (
          <li key={key} className={desk.key}>
            <kbd className={css.kbd}>{key.toUpperCase()}</kbd>
            {words}
          </li>
        ))}
      </ul>
      <Button onPress={onClose}>{t('action.close')}</Button>
    </Dialog>
  )
}
