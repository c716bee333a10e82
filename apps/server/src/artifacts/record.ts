import type {
  PersonId,
  RecordedPerson,
  RecordedSnapshot,
  RecordedStep,
  SessionDetail,
  SessionEvent,
  SessionRecord,
  SessionState,
} from '@copse/contract'
import { evolve, initialState } from '@copse/protocols'

/** Attendance in intervals: from the first open connection to the last one's end, or the session's at `closedAt`. */
function attendanceOf(
  events: readonly SessionEvent[],
  closedAt: number,
): Map<PersonId, { from: number; to: number }[]> {
  const intervals = new Map<PersonId, { from: number; to: number }[]>()
  const since = new Map<PersonId, number>()
  let state = initialState
  let lastAt = 0
  const here = (one: SessionState) =>
    new Set(
      Object.values(one.people)
        .filter((person) => person.standing === 'admitted' && person.connections.length > 0)
        .map(({ id }) => id),
    )
  const close = (id: PersonId, at: number) => {
    const from = since.get(id)
    if (from === undefined) return
    since.delete(id)
    // Who looks in after the end, or stays to talk, was not at the session longer for that.
    if (from >= closedAt) return
    intervals.set(id, [...(intervals.get(id) ?? []), { from, to: Math.min(Math.max(from, at), closedAt) }])
  }
  for (const event of events) {
    const before = here(state)
    state = evolve(state, event)
    const after = here(state)
    for (const id of after) if (!before.has(id)) since.set(id, event.at)
    // Found gone at a restart: they were last known to be here at the event before it.
    for (const id of before) if (!after.has(id)) close(id, event.type === 'room.recovered' ? lastAt : event.at)
    lastAt = event.at
  }
  for (const id of since.keys()) close(id, closedAt)
  return intervals
}

/** Each step of the agenda with the time it was given and the time it took, going back and forth added up. */
function stepsOf(
  events: readonly SessionEvent[],
  nameOf: (id: PersonId) => string,
  snapshots: readonly RecordedSnapshot[],
): RecordedStep[] {
  const final = events.reduce(evolve, initialState)
  const actual = new Map<number, number>()
  const entered = new Map<number, number>()
  let current: { index: number; at: number } | null = null
  for (const event of events) {
    if (event.type !== 'step.entered' && event.type !== 'session.ended') continue
    if (current) actual.set(current.index, (actual.get(current.index) ?? 0) + event.at - current.at)
    current = event.type === 'step.entered' ? { index: event.index, at: event.at } : null
    if (current && !entered.has(current.index)) entered.set(current.index, event.at)
  }
  return (final.agenda?.steps ?? []).map((step, index) => ({
    index,
    // A round over a topic is remembered by it.
    title: (step.round?.topic && step.round.item) || step.title,
    prompt: step.prompt,
    round: step.round
      ? {
          index: step.round.index,
          of: step.round.of,
          personName: step.round.personId ? nameOf(step.round.personId) : null,
        }
      : null,
    plannedMs: step.durationMs,
    actualMs: actual.get(index) ?? 0,
    enteredAt: entered.get(index) ?? null,
    snapshotIds: snapshots.filter(({ stepIndex }) => stepIndex === index).map(({ id }) => id),
  }))
}

/** What facilitators decided beyond the protocol, in order. */
function decisionsOf(events: readonly SessionEvent[], nameOf: (id: PersonId) => string): SessionRecord['decisions'] {
  const detail = (event: SessionEvent): string | null => {
    switch (event.type) {
      case 'floor.overridden': {
        const who = event.personId === null ? '*' : nameOf(event.personId)
        const word = (value: boolean | null) => (value === null ? '–' : value ? '✓' : '✗')
        return `${who}: speak ${word(event.speak)}, write ${word(event.write)}`
      }
      case 'floor.given':
      case 'floor.withdrawn':
      case 'person.removed':
        return nameOf(event.personId)
      case 'role.assigned':
        return `${nameOf(event.personId)} → ${event.role}`
      case 'clock.adjusted':
        return `${event.deltaMs > 0 ? '+' : '−'}${Math.abs(event.deltaMs) / 1000} s`
      case 'clock.paused':
      case 'clock.resumed':
        return ''
      case 'step.entered':
        return event.cause === 'back' ? `${event.index + 1}` : null
      default:
        return null
    }
  }
  return events.flatMap((event) => {
    const said = detail(event)
    return said === null
      ? []
      : [{ at: event.at, by: event.by ? nameOf(event.by) : null, type: event.type, detail: said }]
  })
}

/** The session as members revisit it: a projection of its journal and the snapshots of its board. */
export function recordOf(
  session: SessionDetail,
  events: readonly SessionEvent[],
  snapshots: readonly RecordedSnapshot[],
): SessionRecord {
  const final = events.reduce(evolve, initialState)
  const nameOf = (id: PersonId) => final.people[id]?.name ?? session.names[id] ?? ''
  const startedAt = final.startedAt ?? session.startsAt
  const endedAt = final.endedAt ?? startedAt
  const attendance = attendanceOf(events, endedAt)
  // By its place, not its time: a line and the next step may share a millisecond.
  const turns = events.filter(({ type }) => type === 'step.entered' || type === 'session.ended')
  const stepAt = (seq: number) => {
    const turn = turns.findLast((event) => event.seq < seq)
    return turn?.type === 'step.entered' ? turn.index : null
  }
  const people: RecordedPerson[] = Object.values(final.people)
    .filter(({ id }) => attendance.has(id))
    .map(({ id, name, district, role, guest }) => ({
      personId: id,
      name,
      district,
      role,
      guest,
      intervals: attendance.get(id)!,
    }))
  return {
    session,
    startedAt,
    endedAt,
    steps: stepsOf(events, nameOf, snapshots),
    snapshots: [...snapshots],
    chat: final.chat.map(({ seq, at, personId, text }) => ({
      at,
      name: nameOf(personId),
      text,
      stepIndex: stepAt(seq),
    })),
    people,
    commitments: final.commitments
      .filter(({ onlyMe }) => !onlyMe)
      .map(({ personId, text, due, madeAt }) => ({ name: nameOf(personId), text, due, at: madeAt })),
    decisions: decisionsOf(events, nameOf),
  }
}
