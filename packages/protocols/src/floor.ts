import type { BoardAccess, Floor, FloorReason, PersonId, PlannedStep, SessionRole, SessionState } from '@copse/contract'
import { currentStep, effectiveRole } from './roles.ts'

interface Answer<Value> {
  readonly value: Value
  readonly reason: FloorReason
}

/** What the step itself says about speaking, before anything a facilitator decided. */
function speakingRule(step: PlannedStep, role: SessionRole): Answer<boolean> {
  if (role === 'observer') return { value: false, reason: 'observer' }
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

function boardRule(step: PlannedStep, role: SessionRole): Answer<BoardAccess> {
  const stated = step.board.byRole?.[role]
  if (stated !== undefined) return { value: stated, reason: stated === 'write' ? 'your-role' : 'not-your-role' }
  if (role === 'observer' && step.board.everyone === 'write') return { value: 'read', reason: 'observer' }
  return { value: step.board.everyone, reason: step.board.everyone === 'write' ? 'open' : 'not-your-role' }
}

/** The later word wins: the step's rule, then the floor given, then an override for everyone, then one for the person. */
function speaking(state: SessionState, personId: PersonId, rule: Answer<boolean>): Answer<boolean> {
  const own = state.overrides.byPerson[personId]?.speak ?? null
  if (own !== null) return { value: own, reason: 'override' }
  const all = state.overrides.everyone?.speak ?? null
  if (all !== null) return { value: all, reason: 'override' }
  if (state.given.includes(personId)) return { value: true, reason: 'given' }
  return rule
}

function writing(state: SessionState, personId: PersonId, rule: Answer<BoardAccess>): Answer<BoardAccess> {
  const word = state.overrides.byPerson[personId]?.write ?? state.overrides.everyone?.write ?? null
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

/** What one person may publish and write at this moment. The same answer on the server, which enforces it, and in browsers. */
export function floor(state: SessionState, personId: PersonId): Floor {
  const role = effectiveRole(state, personId)
  if (role === null || state.people[personId]?.standing !== 'admitted')
    return {
      speak: false,
      camera: false,
      share: false,
      board: 'hidden',
      speakReason: 'not-admitted',
      boardReason: 'not-admitted',
    }
  if (state.phase === 'ended')
    return answer({ value: role !== 'observer', reason: 'ended' }, { value: 'read', reason: 'ended' }, role)

  const step = currentStep(state)
  const rules = step
    ? { speak: speakingRule(step, role), board: boardRule(step, role) }
    : role === 'observer'
      ? {
          speak: { value: false, reason: 'observer' as const },
          board: { value: 'read' as const, reason: 'observer' as const },
        }
      : {
          speak: { value: true, reason: 'gathering' as const },
          board: { value: 'write' as const, reason: 'gathering' as const },
        }

  if (state.plan?.enforcement === 'guide' && role !== 'observer')
    return answer(
      { value: true, reason: 'guide' },
      rules.board.value === 'hidden' ? rules.board : { value: 'write', reason: 'guide' },
      role,
    )
  return answer(speaking(state, personId, rules.speak), writing(state, personId, rules.board), role)
}
