import type { RoomClient, RoomState } from '@copse/room-client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { YOU } from '../model/cast.ts'
import type { Rehearsal } from '../model/rehearsal.ts'

/** What a rehearsal shows beside what a session is. */
type Scene = Pick<Rehearsal, 'speakers' | 'news' | 'microphone' | 'isOver'>

export interface RehearsalClient extends RoomClient {
  readonly scene: StoreApi<Scene>
  /** Real time goes by, ms at the usual speed. */
  pass(ms: number): void
  speak(on: boolean): void
  help(on: boolean): void
}

/** A rehearsal as the room's own parts know a session: they draw it and send to it without knowing that nobody else is there. */
export function createRehearsalClient(rehearsal: Rehearsal): RehearsalClient {
  // A new clock each time makes whatever shows time look again.
  const now = () => ({ session: rehearsal.state, clock: { offsetMs: 0, rttMs: 0 } })
  const store = createStore<RoomState>(() => ({
    connection: 'online',
    refusal: null,
    standing: 'admitted',
    you: YOU,
    ...now(),
  }))
  const look = (): Scene => {
    const { speakers, news, microphone, isOver } = rehearsal
    return { speakers, news, microphone, isOver }
  }
  const scene = createStore(look)
  const sync = () => {
    store.setState(now())
    scene.setState(look())
  }
  return {
    store,
    scene,
    pass(ms) {
      rehearsal.pass(ms)
      sync()
    },
    speak(on) {
      rehearsal.speak(on)
      sync()
    },
    help: (on) => rehearsal.help(on),
    async send(intention) {
      const decision = rehearsal.press(intention)
      sync()
      return decision.ok ? { ok: true, seq: rehearsal.state.seq } : decision
    },
    serverNow: () => rehearsal.now,
    react: () => undefined,
    onReaction: () => () => undefined,
    onEvents: () => () => undefined,
    lose: () => undefined,
    wake: () => undefined,
    close: () => undefined,
  }
}
