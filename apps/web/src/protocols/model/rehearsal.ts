import type { PersonId, Protocol, SessionRole, SessionState } from '@copse/contract'
import { circleOf, floor, nextDue, totalMs } from '@copse/protocols'
import type { Decision } from '@copse/protocols'
import type { Intention } from '@copse/room-client'
import { act, type Script } from './acting.ts'
import { castOf, YOU } from './cast.ts'
import { newsOf, type News } from './news.ts'
import { Table } from './table.ts'

/** How long a whole protocol takes at the usual speed. */
const WHOLE_MS = 120_000
/** How often the others look up and do something, in real time at the usual speed. */
const BEAT_MS = 400
const STARTED_AT = Date.UTC(2026, 0, 1)

/**
 * A protocol gone through alone: the real engine on a fast clock, and people who play the others. Nothing of it leaves the page.
 * Time passes only when `pass` is called.
 */
export class Rehearsal {
  /** Session milliseconds for one of real time. */
  readonly speed: number
  news: News[] = []
  readonly #table: Table
  readonly #script: Script
  #helped = true
  #microphone = false
  #sinceBeat = 0
  #told = 0

  constructor(options: { protocol: Protocol; title: string; role: SessionRole; you: string; chance: () => number }) {
    const { protocol, title, role, you, chance } = options
    this.#table = Table.set({ protocol, title, seats: castOf(protocol, role, you), now: STARTED_AT, chance })
    this.speed = Math.max(1, totalMs(this.state.agenda!) / WHOLE_MS)
    this.#script = {
      chance,
      learnerRuns: role === 'facilitator',
      beats: new Map(),
      speakers: {},
      dropped: null,
      passed: false,
      called: false,
    }
    this.#told = this.#table.journal.length
  }

  get state(): SessionState {
    return this.#table.state
  }
  get now(): number {
    return this.#table.now
  }
  get isOver(): boolean {
    return this.state.phase === 'ended'
  }
  /** Who is talking in each circle. A microphone that was closed is silent at once, whatever its owner was about to say. */
  get speakers(): { readonly [circle: string]: PersonId } {
    const { state } = this
    const talking = [...Object.values(this.#script.speakers), ...(this.#microphone ? [YOU] : [])]
    return Object.fromEntries(
      talking
        .filter((id) => floor(state, id).speak && state.people[id]!.connections.length > 0)
        .map((id) => [circleOf(state, id), id]),
    )
  }

  /** Whether the learner is talking. */
  get microphone(): boolean {
    return this.#microphone
  }
  /** Turns the learner's microphone on, where the floor is hers, or off. */
  speak(on: boolean): void {
    this.#microphone = on && floor(this.state, YOU).speak
  }
  /** Whether the co-facilitator presses what the learner leaves unpressed. */
  help(on: boolean): void {
    this.#helped = on
  }

  /** What the learner presses. */
  press(intention: Intention): Decision {
    const decision = this.#table.send(YOU, intention)
    this.#tell()
    return decision
  }

  /** Real time goes by, `ms` of it at the usual speed. */
  pass(ms: number): void {
    for (let left = ms; left > 0 && !this.isOver;) {
      const slice = Math.min(left, BEAT_MS - this.#sinceBeat)
      this.#until(this.now + slice * this.speed)
      this.#sinceBeat += slice
      left -= slice
      if (this.#sinceBeat < BEAT_MS) continue
      this.#sinceBeat = 0
      act(this.#table, this.#script, this.#helped)
    }
    if (!floor(this.state, YOU).speak) this.#microphone = false
    this.#tell()
  }

  /** What is due by then happens when it is due, as the server's clock would have it. */
  #until(at: number): void {
    for (let due = nextDue(this.state); due && due.at <= at; due = nextDue(this.state)) {
      this.#table.now = Math.max(this.now, due.at)
      if (!this.#table.propose(due.command).ok) break
    }
    this.#table.now = at
  }

  #tell(): void {
    const { journal } = this.#table
    const fresh = journal.slice(this.#told).flatMap((event) => newsOf(event, this.state))
    this.#told = journal.length
    if (fresh.length > 0) this.news = [...fresh.toReversed(), ...this.news].slice(0, 40)
  }
}
