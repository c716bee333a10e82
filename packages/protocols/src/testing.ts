import type {
  Command,
  CommandId,
  EventBody,
  PersonId,
  Protocol,
  ServerCommand,
  SessionEvent,
  SessionId,
  SessionPlan,
  SessionRole,
  SessionState,
  SnapshotId,
  Step,
} from '@copse/contract'
import { decide } from './decide.ts'
import type { Decision } from './decisions/decision.ts'
import { evolve } from './evolve.ts'
import { initialState } from './initial-state.ts'
import { plan } from './plan.ts'

/** A command as tests write it: ids are plain strings, the command's own is given. */
type Plain<Value> = Value extends string
  ? string extends Value
    ? string
    : Value extends { readonly __brand: string }
      ? string
      : Value
  : Value
type Asked<Sent> = Sent extends unknown
  ? { [Key in keyof Sent as Key extends 'id' ? never : Key]: Plain<Sent[Key]> }
  : never
export type Asking = Asked<Command>

export const id = (name: string) => name as PersonId

export const step = (change: Partial<Step> = {}): Step => ({
  id: 'step',
  title: { en: 'Step' },
  prompt: { en: 'Do' },
  minutes: { default: 5, min: 2, max: 10 },
  floor: { mode: 'open' },
  board: { everyone: 'write' },
  onEnd: 'chime',
  ...change,
})

export const protocolOf = (steps: Protocol['steps'], change: Partial<Protocol> = {}): Protocol => ({
  id: 'test',
  version: 1,
  title: { en: 'Test' },
  summary: { en: 'Test' },
  useWhen: { en: 'Test' },
  attribution: { origin: 'o', source: 's', licence: 'l' },
  people: { min: 1, max: 12 },
  needsPresenter: false,
  steps,
  ...change,
})

export function planOf(protocol: Protocol, change: Partial<SessionPlan> = {}): SessionPlan {
  const minutes = change.minutes ?? 40
  return {
    title: 'Test',
    focusQuestion: '',
    protocol,
    agenda: plan(protocol, { minutes, stepMinutes: change.stepMinutes }),
    minutes,
    presenterId: null,
    facilitatorIds: [id('fay')],
    lobby: 'guests',
    enforcement: 'enforced',
    ...change,
  }
}

export const snapshotNote = (name: string) => ({
  snapshotId: name as SnapshotId,
  stepIndex: null,
  reason: 'requested' as const,
  boardSeq: 1,
})

/** A session on a fake clock: what is decided is journaled and folded at once, as the server does it. */
export class Meeting {
  state: SessionState = initialState
  readonly journal: SessionEvent[] = []
  now = 1_000_000
  #commands = 0

  constructor(stated: SessionPlan) {
    this.propose({ type: 'session.plan', plan: stated })
  }

  /** The types of the events a command came to, or its refusal's code. */
  ask(by: string, command: Asking): string[] | string {
    const sent = { ...command, id: `c${this.#commands++}` as CommandId } as Command
    return this.#outcome(decide(this.state, sent, { by: id(by), now: this.now }), id(by))
  }

  propose(command: Asked<ServerCommand> | ServerCommand): string[] | string {
    return this.#outcome(decide(this.state, command as ServerCommand, { by: null, now: this.now }), null)
  }

  knock(name: string, role: SessionRole = 'participant', guest = false): string[] | string {
    const command = { type: 'lobby.knock', acceptedNorms: true, id: `c${this.#commands++}` as CommandId } as const
    const person = { name, district: null, guest, role }
    return this.#outcome(decide(this.state, command, { by: id(name), now: this.now, person }), id(name))
  }

  /** Lets people in, `name: role`, one a second, each with one connection. */
  seat(people: Record<string, SessionRole>): this {
    for (const [name, role] of Object.entries(people)) {
      this.now += 1000
      this.knock(name, role)
      this.propose({ type: 'person.connect', personId: name, connection: `node-1:${name}` })
    }
    return this
  }

  /** Lets time pass, and the server propose the end of the step when it is due. */
  wait(ms: number): this {
    this.now += ms
    return this
  }

  due(): string[] | string {
    return this.propose({ type: 'step.due', from: this.state.step?.index ?? 0 })
  }

  commit(events: readonly EventBody[], by: PersonId | null): void {
    for (const body of events) {
      const envelope = { sessionId: 's' as SessionId, seq: this.journal.length + 1, at: this.now, by, commandId: null }
      const event = { ...body, ...envelope }
      this.journal.push(event)
      this.state = evolve(this.state, event)
    }
  }

  #outcome(decision: Decision, by: PersonId | null): string[] | string {
    if (!decision.ok) return decision.code
    this.commit(decision.events, by)
    return decision.events.map(({ type }) => type)
  }
}

export const fold = (events: readonly SessionEvent[], from: SessionState = initialState): SessionState =>
  events.reduce(evolve, from)
