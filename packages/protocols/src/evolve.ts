import type { CurrentStep, SessionEvent, SessionState } from '@copse/contract'
import { adjusted, runningStep } from './clock.ts'
import { evolveGroups } from './evolutions/groups.ts'
import { evolvePeople, overridden, without } from './evolutions/people.ts'
import { evolveTurns, pauseTurns, resumeTurns } from './evolutions/turns.ts'
import { own } from './own.ts'
import { withTopics, withWords } from './topics.ts'

function step(state: SessionState, change: (step: CurrentStep) => CurrentStep): SessionState {
  return state.step ? { ...state, step: change(state.step) } : state
}

// What stays the same stays the very same: screens look again only at what was replaced.
const emptied = <Item>(list: readonly Item[]): readonly Item[] => (list.length === 0 ? list : [])
const cleared = <Value>(record: { readonly [key: string]: Value }): { readonly [key: string]: Value } =>
  Object.keys(record).length === 0 ? record : {}

function withoutThumbs({ thumbs }: SessionState, extended: number): SessionState['thumbs'] {
  const up = cleared(thumbs.up)
  return up === thumbs.up && extended === thumbs.extended ? thumbs : { up, extended }
}

/** What is of one step, and gone with it. */
function afterStep(
  state: SessionState,
): Pick<SessionState, 'hands' | 'given' | 'overrides' | 'turns' | 'votes' | 'thumbs'> {
  const byPerson = cleared(state.overrides.byPerson)
  const kept = state.overrides.everyone === null && byPerson === state.overrides.byPerson
  return {
    hands: emptied(state.hands),
    given: emptied(state.given),
    overrides: kept ? state.overrides : { everyone: null, byPerson },
    turns: cleared(state.turns),
    votes: cleared(state.votes),
    thumbs: withoutThumbs(state, 0),
  }
}

function apply(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'session.planned':
      return { ...state, plan: event.plan, agenda: event.plan.agenda }
    case 'session.started':
      return { ...state, phase: 'running', agenda: event.agenda, startedAt: event.at }
    case 'session.ended':
      return { ...state, ...afterStep(state), phase: 'ended', step: null, spotlight: null, endedAt: event.at }
    case 'person.knocked':
    case 'person.admitted':
    case 'person.refused':
    case 'person.removed':
    case 'person.connected':
    case 'person.disconnected':
    case 'room.recovered':
    case 'role.assigned':
      return evolvePeople(state, event, event.at)
    case 'step.entered':
      return { ...state, ...afterStep(state), step: runningStep(event.index, event.at, event.durationMs) }
    case 'step.rang':
      return step(state, (current) => ({ ...current, rang: true }))
    case 'clock.paused':
      return pauseTurns(
        step(state, (current) => ({ ...current, clock: { state: 'paused', remainingMs: event.remainingMs } })),
        event.at,
      )
    case 'clock.resumed':
      return resumeTurns(
        step(state, (current) =>
          current.clock.state === 'paused'
            ? { ...current, clock: { state: 'running', endsAt: event.at + current.clock.remainingMs } }
            : current,
        ),
        event.at,
      )
    case 'clock.adjusted':
      return step(state, (current) => adjusted(current, event.deltaMs, event.at))
    case 'agenda.refitted': {
      const { agenda, step: current } = state
      if (!agenda || !current) return state
      const steps = agenda.steps.map((one, index) => {
        const durationMs = event.durationsMs[index - current.index - 1]
        return durationMs === undefined || index <= current.index ? one : { ...one, durationMs }
      })
      return { ...state, agenda: { ...agenda, steps } }
    }
    case 'hand.raised':
      return { ...state, hands: [...without(state.hands, event.personId), event.personId] }
    case 'hand.lowered':
      return { ...state, hands: without(state.hands, event.personId) }
    case 'floor.given':
      return {
        ...state,
        given: [...without(state.given, event.personId), event.personId],
        hands: without(state.hands, event.personId),
        called: { ...state.called, [event.personId]: (own(state.called, event.personId) ?? 0) + 1 },
      }
    case 'floor.withdrawn':
      return { ...state, given: without(state.given, event.personId) }
    case 'floor.overridden':
      return overridden(state, event.personId, { speak: event.speak, write: event.write })
    case 'groups.formed':
    case 'groups.closed':
    case 'groups.joined':
    case 'groups.visited':
    case 'groups.called':
    case 'groups.answered':
    case 'groups.extended':
    case 'choice.made':
      return evolveGroups(state, event, event.at)
    case 'turns.set':
    case 'turn.began':
    case 'turn.ended':
    case 'turn.interrupted':
    case 'turn.restored':
    case 'turn.deferred':
    case 'turn.claimed':
    case 'turn.unclaimed':
      return evolveTurns(state, event, event.at)
    case 'drafts.revealed':
      return { ...state, revealed: [...state.revealed, event.index] }
    case 'vote.cast': {
      const { [event.noteId]: _, ...others } = own(state.votes, event.personId) ?? {}
      const mine = event.dots === 0 ? others : { ...others, [event.noteId]: event.dots }
      return { ...state, votes: { ...state.votes, [event.personId]: mine } }
    }
    case 'votes.counted':
      return {
        ...state,
        agenda: state.agenda && withTopics(state.agenda, event.index, event.dots),
        tallies: [...state.tallies, { index: event.index, dots: event.dots }],
      }
    case 'topics.named':
      return { ...state, agenda: state.agenda && withWords(state.agenda, event.words) }
    case 'thumb.shown':
      return { ...state, thumbs: { ...state.thumbs, up: { ...state.thumbs.up, [event.personId]: event.up } } }
    case 'thumbs.counted':
      return { ...state, thumbs: withoutThumbs(state, state.thumbs.extended + (event.more ? 1 : 0)) }
    case 'chat.said': {
      const { seq, at, personId, text, circle = null } = event
      return { ...state, chat: [...state.chat, { seq, at, personId, text, circle }] }
    }
    case 'whisper.said': {
      const { seq, at, from, to, kind, text } = event
      return { ...state, whispers: [...state.whispers, { seq, at, from, to, kind, text }] }
    }
    case 'notes.kept':
      return { ...state, notes: { ...state.notes, [event.personId]: event.text } }
    case 'duty.assigned':
      return { ...state, duties: { ...state.duties, [event.duty]: event.personId } }
    case 'spotlight.set':
      return { ...state, spotlight: event.personId }
    case 'commitment.made': {
      const { commitmentId: id, personId, text, due, at: madeAt, onlyMe } = event
      const made = { id, personId, text, due, madeAt, ...(onlyMe && { onlyMe }) }
      return { ...state, commitments: [...state.commitments, made] }
    }
    case 'commitment.withdrawn':
      return { ...state, commitments: state.commitments.filter(({ id }) => id !== event.commitmentId) }
    case 'board.snapshotted':
      return { ...state, snapshots: [...state.snapshots, { ...event.snapshot, at: event.at }] }
    default:
      return state // an event of a newer version, or one that changes nothing a screen shows
  }
}

/** The next state. Pure and total: an event of an unknown type only moves `seq`. */
export const evolve = (state: SessionState, event: SessionEvent): SessionState => ({
  ...apply(state, event),
  seq: event.seq,
})
