import type { BoardAccess, Floor, FloorReason, PersonId, PlannedStep, SessionRole, SessionState } from '@copse/contract'
import { own } from './own.ts'
import { currentStep, effectiveRole, isAdmitted } from './roles.ts'

interface Answer<Value> {
  readonly value: Value
  readonly reason: FloorReason
}

/** What the step itself says about speaking, before anything a facilitator decided. Without a step, people are gathering. */
function speakingRule(step: PlannedStep | null, role: SessionRole): Answer<boolean> {
  if (role === 'observer') return { value: false, reason: 'observer' }
  if (!step) return { value: true, reason: 'gathering' }
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
  }
}

function boardRule(step: PlannedStep | null, role: SessionRole): Answer<BoardAccess> {
  const stated = step?.board.byRole?.[role]
  const value = stated ?? step?.board.everyone ?? 'write'
  if (role === 'observer') return { value: value === 'hidden' ? 'hidden' : 'read', reason: 'observer' }
  if (!step) return { value, reason: 'gathering' }
  if (value !== 'write') return { value, reason: 'not-your-role' }
  return { value, reason: stated === undefined ? 'open' : 'your-role' }
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

const answer = (speak: Answer<boolean>, board: Answer<BoardAccess>, role: SessionRole): Floor => ({
  speak: speak.value,
  camera: role !== 'observer' || speak.value,
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
  if (state.phase === 'ended')
    return answer({ value: role !== 'observer', reason: 'ended' }, { value: 'read', reason: 'ended' }, role)

  const step = currentStep(state)
  const speak = speaking(state, personId, speakingRule(step, role))
  const board = writing(state, personId, boardRule(step, role))
  if (state.plan?.enforcement !== 'guide' || role === 'observer') return answer(speak, board, role)
  // Guide only: the cues stay, microphones and pens are not taken away. What is hidden stays hidden.
  const pen: Answer<BoardAccess> = board.value === 'hidden' ? board : { value: 'write', reason: 'guide' }
  return answer({ value: true, reason: 'guide' }, pen, role)
}
