import type { BoardAccess, Floor, FloorReason, PersonId, SessionRole, SessionState } from '@copse/contract'
import { circleOf, draftsNow, isLate } from './circles.ts'
import { own } from './own.ts'
import { currentStep, effectiveRole, isAdmitted, isSpareRound } from './roles.ts'
import { holdsTurn, isOver, turnsIn } from './turns.ts'

interface Answer<Value> {
  readonly value: Value
  readonly reason: FloorReason
}

/** What the step itself says about speaking, before anything a facilitator decided. Without a step, people are gathering. */
function speakingRule(state: SessionState, personId: PersonId, role: SessionRole): Answer<boolean> {
  const step = currentStep(state)
  if (role === 'observer') return { value: false, reason: 'observer' }
  if (!step) return { value: true, reason: 'gathering' }
  if (isLate(state, personId)) return { value: false, reason: 'late' }
  if (isSpareRound(state, personId)) return { value: true, reason: 'open' }
  switch (step.floor.mode) {
    case 'nobody':
      return { value: false, reason: 'silence' }
    case 'open':
      return { value: true, reason: 'open' }
    case 'queue':
      return { value: role === 'facilitator', reason: role === 'facilitator' ? 'your-role' : 'queue' }
    case 'roles': {
      const named = role === 'facilitator' || step.floor.roles.includes(role)
      return { value: named, reason: named ? 'your-role' : 'not-your-role' }
    }
    case 'inner': {
      const inside = role === 'facilitator' || (state.groups[0]?.members.includes(personId) ?? false)
      return { value: inside, reason: inside ? 'inner' : 'outer' }
    }
    case 'rounds':
      return turnRule(state, personId, step.floor.after === 'open')
  }
}

/** One voice at a time: the turn-holder's. Facilitators too are silent, unless the round is over and opens. */
function turnRule(state: SessionState, personId: PersonId, opens: boolean): Answer<boolean> {
  if (holdsTurn(state, personId)) return { value: true, reason: 'your-turn' }
  const turns = turnsIn(state, circleOf(state, personId))
  if (turns && !isOver(state, turns)) return { value: false, reason: turns.claims ? 'free' : 'not-your-turn' }
  return opens ? { value: true, reason: 'open' } : { value: false, reason: 'silence' }
}

function boardRule(state: SessionState, personId: PersonId, role: SessionRole): Answer<BoardAccess> {
  const step = currentStep(state)
  const stated = step?.board.byRole?.[role]
  const value = stated ?? step?.board.everyone ?? 'write'
  if (role === 'observer' || isLate(state, personId)) {
    const reason = role === 'observer' ? 'observer' : 'late'
    return { value: value === 'hidden' ? 'hidden' : 'read', reason }
  }
  if (!step) return { value, reason: 'gathering' }
  if (value === 'read' && state.duties.scribe === personId) return { value: 'write', reason: 'scribe' }
  if (value !== 'write' && value !== 'own') return { value, reason: 'not-your-role' }
  if (draftsNow(state)) return { value: 'write', reason: 'draft' }
  return { value, reason: stated === undefined ? 'open' : 'your-role' }
}

function cameraRule(state: SessionState, role: SessionRole, speaks: boolean): boolean {
  const rule = currentStep(state)?.cameras ?? 'all'
  if (role === 'observer' || rule === 'speakers') return speaks
  return rule === 'all' || !rule.offFor.includes(role)
}

/** The later word wins: the step's rule, then the floor given, then an override for everyone, then one for the person. */
function speaking(state: SessionState, personId: PersonId, rule: Answer<boolean>): Answer<boolean> {
  const { byPerson, everyone } = state.overrides
  const word = own(byPerson, personId)?.speak ?? everyone?.speak ?? null
  if (word !== null) return { value: word, reason: 'override' }
  return state.given.includes(personId) ? { value: true, reason: 'given' } : rule
}

/** A pen given shows a hidden board; a pen taken never does. */
function writing(state: SessionState, personId: PersonId, rule: Answer<BoardAccess>): Answer<BoardAccess> {
  const { byPerson, everyone } = state.overrides
  const word = own(byPerson, personId)?.write ?? everyone?.write ?? null
  if (word === null) return rule
  return { value: word ? 'write' : rule.value === 'hidden' ? 'hidden' : 'read', reason: 'override' }
}

const answer = (speak: Answer<boolean>, board: Answer<BoardAccess>, role: SessionRole, camera: boolean): Floor => ({
  speak: speak.value,
  camera,
  share: speak.value && role !== 'observer',
  board: board.value,
  speakReason: speak.reason,
  boardReason: board.reason,
})

const outside: Floor = {
  speak: false,
  camera: false,
  share: false,
  board: 'hidden',
  speakReason: 'not-admitted',
  boardReason: 'not-admitted',
}

/** What one person may publish and write at this moment. The same answer on the server, which enforces it, and in browsers. */
export function floor(state: SessionState, personId: PersonId): Floor {
  const role = effectiveRole(state, personId)
  if (role === null || !isAdmitted(state, personId)) return outside
  if (state.phase === 'ended') {
    const speaks = role !== 'observer'
    return answer({ value: speaks, reason: 'ended' }, { value: 'read', reason: 'ended' }, role, speaks)
  }
  const speak = speaking(state, personId, speakingRule(state, personId, role))
  const board = writing(state, personId, boardRule(state, personId, role))
  const camera = cameraRule(state, role, speak.value)
  if (state.plan?.enforcement !== 'guide' || role === 'observer') return answer(speak, board, role, camera)
  // Guide only: the cues stay, microphones and pens are not taken away. What is hidden stays hidden.
  const pen: Answer<BoardAccess> = board.value === 'hidden' ? board : { value: 'write', reason: 'guide' }
  return answer({ value: true, reason: 'guide' }, pen, role, true)
}
