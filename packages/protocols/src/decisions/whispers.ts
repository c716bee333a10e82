import { refuse, type Command, type Duty, type PersonId, type SessionState } from '@copse/contract'
import { circleOf } from '../circles.ts'
import { remainingFor } from '../clock.ts'
import { isAdmitted, mayRun } from '../roles.ts'
import { whyNotRunning } from './moving.ts'
import { yes, type Decision } from './decision.ts'

/** Words for one person's eyes, or for those who run the session. People may turn to these; only these turn to people. */
export function whisper(
  state: SessionState,
  { to, kind, text = '' }: Pick<Extract<Command, { type: 'whisper.say' }>, 'to' | 'kind' | 'text'>,
  by: PersonId,
): Decision {
  if (kind === 'message' && text === '') return refuse('input.invalid', 'text')
  if (to !== null && !isAdmitted(state, to)) return refuse('person.unknown')
  if (!mayRun(state, by) && (to !== null || kind !== 'message')) return refuse('access.denied')
  const running = Object.values(state.people).flatMap(({ id }) => (mayRun(state, id) && id !== by ? [id] : []))
  return yes({ type: 'whisper.said', from: by, to: to === null ? running : [to], kind, text })
}

export function assignDuty(state: SessionState, duty: Duty, personId: PersonId | null): Decision {
  if (personId !== null && !isAdmitted(state, personId)) return refuse('person.unknown')
  return state.duties[duty] === personId ? yes() : yes({ type: 'duty.assigned', duty, personId })
}

export function spotlight(state: SessionState, personId: PersonId | null): Decision {
  if (personId !== null && !isAdmitted(state, personId)) return refuse('person.unknown')
  return state.spotlight === personId ? yes() : yes({ type: 'spotlight.set', personId })
}

/** The time left, said by who keeps it or runs the session, to the circle she is in. */
export function sayTime(state: SessionState, by: PersonId, now: number): Decision {
  const reason = whyNotRunning(state)
  if (reason) return refuse(reason)
  if (state.duties.timekeeper !== by && !mayRun(state, by)) return refuse('access.denied')
  const leftMs = remainingFor(state, by, now) ?? 0
  return yes({ type: 'time.said', personId: by, circle: circleOf(state, by), leftMs })
}
