import type { PersonId, PlannedStep, SessionState } from '@copse/contract'
import {
  allOver,
  asksToGoOn,
  callOrder,
  circleOf,
  circlesNow,
  currentStep,
  effectiveRole,
  floor,
  isApart,
  leftOn,
  mayTake,
  remainingMs,
} from '@copse/protocols'
import { HELPER, YOU } from './cast.ts'
import type { Table } from './table.ts'

/** What the others remember from one look to the next. */
export interface Script {
  readonly chance: () => number
  readonly learnerRuns: boolean
  /** How many beats something has lasted. */
  readonly beats: Map<string, number>
  speakers: { [circle: string]: PersonId }
  /** Who dropped out of the session, once, and at which beat she comes back. */
  dropped: { readonly id: PersonId; left: number } | null
  passed: boolean
  called: boolean
}

/**
 * How long whoever facilitates waits before she presses: hardly where it is her part, patiently where the learner might; with many
 * steps that wait for it less, so that all the waiting comes to no more than about so much.
 */
const PROMPT_BEATS = 4
const PATIENT_BEATS = 16
const ALL_WAITING_BEATS = 240
/** How long somebody talks where everyone may. */
const TALK_BEATS = 7
const AWAY_BEATS = 14
const MOST_HANDS = 3

/** One look around the table: everyone who is made up does what she would do now. */
export function act(table: Table, script: Script, helped: boolean): void {
  if (!script.learnerRuns || helped) facilitate(table, script)
  if (table.state.phase !== 'running') return
  const step = currentStep(table.state)
  if (!step) return
  comeAndGo(table, script, step)
  takeTurns(table, script)
  takePart(table, script, step)
  talk(table, script)
}

const isPlayer = (id: PersonId) => id !== YOU && id !== HELPER
const here = (state: SessionState): PersonId[] =>
  Object.values(state.people).flatMap(({ id, connections }) => (connections.length > 0 ? [id] : []))

/** How many beats something has lasted, this one included; 0 when it is not so. */
function lasting({ beats }: Script, what: string, isSo: boolean): number {
  const count = isSo ? (beats.get(what) ?? 0) + 1 : 0
  beats.set(what, count)
  return count
}

function facilitate(table: Table, script: Script): void {
  const { state } = table
  const waiting = state.agenda?.steps.filter(({ onEnd }) => onEnd !== 'advance').length ?? 0
  const patience = Math.max(
    PROMPT_BEATS,
    script.learnerRuns ? Math.min(PATIENT_BEATS, Math.floor(ALL_WAITING_BEATS / Math.max(1, waiting))) : 0,
  )
  if (lasting(script, 'gathering', state.phase === 'planned') > patience) table.send(HELPER, { type: 'session.start' })
  const { step } = table.state
  if (!step) return
  const paused = step.clock.state === 'paused'
  const waits = step.rang && !paused && allOver(table.state)
  if (lasting(script, `over-${step.index}`, waits) > patience) {
    const last = step.index === (table.state.agenda?.steps.length ?? 0) - 1
    table.send(HELPER, last ? { type: 'session.end' } : { type: 'step.advance', from: step.index })
  }
  const [next] = callOrder(table.state)
  if (lasting(script, 'hands', next !== undefined && !paused) > patience && next) {
    for (const personId of table.state.given) table.send(HELPER, { type: 'floor.withdraw', personId })
    table.send(HELPER, { type: 'floor.give', personId: next })
    script.beats.set('hands', 0)
  }
  const calls = table.state.groups.find(({ helpAt }) => helpAt !== null)
  if (lasting(script, 'help', calls !== undefined) > patience && calls)
    table.send(HELPER, { type: 'groups.answer', groupId: calls.id })
}

/** Once, somebody's line drops, in her own turn where there are turns; a while later she is back. */
function comeAndGo(table: Table, script: Script, step: PlannedStep): void {
  const { state } = table
  if (script.dropped) {
    if (script.dropped.left === 0) return
    script.dropped.left -= 1
    if (script.dropped.left === 0) table.connect(script.dropped.id)
    return
  }
  const left = remainingMs(state, table.now) ?? 0
  const steps = state.agenda?.steps ?? []
  const halfway = (state.step?.index ?? 0) >= Math.floor(steps.length / 2)
  const inTurns = steps.some(({ floor }) => floor.mode === 'rounds')
  if (inTurns ? step.floor.mode !== 'rounds' : !halfway || left > step.durationMs / 2) return
  const turns = Object.values(state.turns).map(({ now, done }) => ({ now, done }))
  const candidates = inTurns
    ? turns.flatMap(({ now, done }) => (now?.phase === 'speaking' && done.length > 0 ? [now.personId] : []))
    : here(state)
  const id = candidates.find((one) => isPlayer(one) && effectiveRole(state, one) !== 'facilitator')
  if (id === undefined) return
  if (!inTurns && effectiveRole(state, id) === 'presenter') return
  if (here(state).filter(isPlayer).length < 3) return
  script.dropped = { id, left: AWAY_BEATS }
  table.disconnect(id)
}

/** Whoever holds a turn ends it in her own time; once, somebody passes. Where whoever wishes speaks, now and then somebody does. */
function takeTurns(table: Table, script: Script): void {
  for (const turns of Object.values(table.state.turns)) {
    const { now, turnMs, order, done } = turns
    const wishes = turns.order.find((id) => isPlayer(id) && mayTake(table.state, turns, id))
    if (wishes && now === null && script.chance() < 0.15) table.send(wishes, { type: 'turn.take' })
    if (now?.phase !== 'speaking' || !isPlayer(now.personId)) continue
    if (!script.passed && done.length > 1 && order.length > 2) {
      script.passed = true
      table.send(now.personId, { type: 'turn.pass' })
    } else if (leftOn(now.clock, table.now) < turnMs * 0.2 * script.chance()) {
      table.send(now.personId, { type: 'turn.finish' })
    }
  }
}

/** Hands, choices, dots, a call for help. */
function takePart(table: Table, script: Script, step: PlannedStep): void {
  const { chance } = script
  for (const id of here(table.state).filter(isPlayer)) {
    const { state } = table
    const mayAsk = step.floor.mode === 'queue' && !floor(state, id).speak && !state.hands.includes(id)
    if (mayAsk && state.hands.length < MOST_HANDS && chance() < 0.1) table.send(id, { type: 'hand.raise' })
    if (step.choices && state.choices[id] === undefined && chance() < 0.25)
      table.send(id, { type: 'choice.make', choice: Math.floor(chance() * step.choices.length) })
    if (asksToGoOn(state, table.now) && state.thumbs.up[id] === undefined && chance() < 0.6)
      table.send(id, { type: 'thumb.show', up: chance() < 0.4 })
    if (step.votes && !state.votes[id] && chance() < 0.15)
      table.send(id, { type: 'vote.cast', noteId: `note-${Math.floor(chance() * 4)}`, dots: 1 })
  }
  const group = isApart(table.state) ? table.state.groups.find(({ members }) => members.some(isPlayer)) : undefined
  const caller = group?.members.find((id) => isPlayer(id) && here(table.state).includes(id))
  if (caller && !script.called && chance() < 0.03) {
    script.called = true
    table.send(caller, { type: 'groups.call' })
  }
}

/** Somebody who may speak does, in every circle, and after a while another. The learner speaks when she turns her microphone on. */
function talk({ state }: Table, script: Script): void {
  const speakers: Script['speakers'] = {}
  for (const circle of circlesNow(state)) {
    const able = here(state).filter((id) => id !== YOU && circleOf(state, id) === circle && floor(state, id).speak)
    const players = able.filter(isPlayer)
    const pool = players.length > 0 ? players : able
    const now = script.speakers[circle]
    const goesOn = now !== undefined && pool.includes(now)
    const beats = lasting(script, `talk-${circle}`, goesOn)
    const others = pool.filter((id) => id !== now)
    const next =
      goesOn && (beats < TALK_BEATS || others.length === 0) ? now : others[Math.floor(script.chance() * others.length)]
    if (next !== now) script.beats.set(`talk-${circle}`, 0)
    if (next !== undefined) speakers[circle] = next
  }
  script.speakers = speakers
}
