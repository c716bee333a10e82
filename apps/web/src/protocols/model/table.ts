import type {
  Command,
  CommandId,
  PersonId,
  Protocol,
  ServerCommand,
  SessionEvent,
  SessionId,
  SessionRole,
  SessionState,
} from '@copse/contract'
import { decide, evolve, initialState, plan, type Decision } from '@copse/protocols'
import type { Intention } from '@copse/room-client'

/** Somebody at the table, real or made up. */
export interface Seat {
  readonly id: PersonId
  readonly name: string
  readonly district: string
  readonly role: SessionRole
}

/**
 * A session in memory, as the server would run it but without one: commands are decided, and what they come to is folded at once.
 * The clock stands until `now` is set.
 */
export class Table {
  state: SessionState = initialState
  readonly journal: SessionEvent[] = []
  #commands = 0

  constructor(
    public now: number,
    private readonly chance: () => number,
  ) {}

  /** A protocol planned in its own minutes, and everyone seated and let in. */
  static set(options: {
    protocol: Protocol
    title: string
    seats: readonly Seat[]
    now: number
    chance: () => number
  }): Table {
    const { protocol, title, seats, now, chance } = options
    const table = new Table(now, chance)
    const takingPart = seats.filter(({ role }) => role === 'presenter' || role === 'participant').map(({ id }) => id)
    const agenda = plan(protocol, { people: takingPart })
    const minutes = agenda.steps.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000
    const withRole = (role: SessionRole) => seats.filter((seat) => seat.role === role).map(({ id }) => id)
    table.propose({
      type: 'session.plan',
      plan: {
        title,
        focusQuestion: '',
        protocol,
        agenda,
        minutes,
        presenterId: withRole('presenter')[0] ?? null,
        facilitatorIds: withRole('facilitator'),
        lobby: 'guests',
        enforcement: 'enforced',
      },
    })
    for (const seat of seats) {
      table.now += 1
      table.#take(
        decide(
          table.state,
          { type: 'lobby.knock', acceptedNorms: true, id: table.#id() },
          {
            by: seat.id,
            now: table.now,
            person: { name: seat.name, district: seat.district, guest: false, role: seat.role },
          },
        ),
        seat.id,
      )
      table.connect(seat.id)
    }
    return table
  }

  send(by: PersonId, intention: Intention): Decision {
    const command = { ...intention, id: this.#id() } as Command
    return this.#take(decide(this.state, command, { by, now: this.now, chance: this.#chance() }), by)
  }
  propose(command: ServerCommand): Decision {
    return this.#take(decide(this.state, command, { by: null, now: this.now, chance: this.#chance() }), null)
  }
  connect(personId: PersonId): void {
    this.propose({ type: 'person.connect', personId, connection: `here:${personId}` })
  }
  disconnect(personId: PersonId): void {
    this.propose({ type: 'person.disconnect', personId, connection: `here:${personId}` })
  }

  #id(): CommandId {
    return `c${this.#commands++}` as CommandId
  }
  #chance(): number {
    return Math.floor(this.chance() * 2 ** 31)
  }
  #take(decision: Decision, by: PersonId | null): Decision {
    if (!decision.ok) return decision
    for (const body of decision.events) {
      const event = {
        ...body,
        sessionId: 'rehearsal' as SessionId,
        seq: this.state.seq + 1,
        at: this.now,
        by,
        commandId: null,
      }
      this.journal.push(event)
      this.state = evolve(this.state, event)
    }
    return decision
  }
}
