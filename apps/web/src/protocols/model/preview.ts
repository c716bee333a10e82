import type { BoardAccess, Floor, PersonId, PlannedStep, Protocol, SessionRole } from '@copse/contract'
import { accessTo, boardOf, currentStep, draftsNow, effectiveRole, floor, groupOf, isApart } from '@copse/protocols'
import { castOf, HELPER } from './cast.ts'
import { Table } from './table.ts'

/** What one person would see of a step, by the engine's own answers. */
export interface Preview {
  readonly step: PlannedStep
  readonly floor: Floor
  readonly board: BoardAccess
  /** On a sheet of her own that nobody else sees. */
  readonly ownSheet: boolean
  /** The others in her group, by name; null: everyone is together. */
  readonly group: readonly string[] | null
  /** In a fishbowl: inside or around. */
  readonly circle: 'inner' | 'outer' | null
}

/** The same groups each time: a preview should not jump about while somebody types. */
const noChance = () => 0.5

/** A session taken to the first time a step comes up, and what somebody in a role then may do. Null: nobody there has the role. */
export function previewOf(protocol: Protocol, stepId: string, role: SessionRole): Preview | null {
  const table = Table.set({ protocol, title: '', seats: castOf(protocol, 'observer', ''), now: 0, chance: noChance })
  if (!table.send(HELPER, { type: 'session.start' }).ok) return null
  for (let steps = table.state.agenda?.steps.length ?? 0; steps > 0; steps--) {
    const step = currentStep(table.state)
    if (!step || !table.state.step) return null
    if (step.id === stepId) return seenBy(table, step, role)
    choose(table, step)
    table.now += 1
    table.send(HELPER, { type: 'step.advance', from: table.state.step.index })
  }
  return null
}

/** Everyone makes a choice, so that steps grouped by choice have groups. */
function choose(table: Table, { choices }: PlannedStep): void {
  for (const [index, id] of Object.keys(table.state.people).entries())
    if (choices) table.send(id as PersonId, { type: 'choice.make', choice: index % choices.length })
}

function seenBy({ state }: Table, step: PlannedStep, role: SessionRole): Preview | null {
  const ids = Object.keys(state.people) as PersonId[]
  // Of several in the role whoever is most like the others: not the first to have a turn.
  const id = ids.findLast((one) => effectiveRole(state, one) === role)
  if (!id) return null
  const may = floor(state, id)
  const group = groupOf(state, id)
  const fishbowl = step.grouping?.kind === 'fishbowl' && !isApart(state)
  return {
    step,
    floor: may,
    board: accessTo(state, id, boardOf(state, id)).access,
    ownSheet: draftsNow(state) !== null && role !== 'observer' && (may.board === 'write' || may.board === 'own'),
    group:
      isApart(state) && group
        ? group.members.filter((one) => one !== id).map((one) => state.people[one]?.name ?? '')
        : null,
    circle: fishbowl && role !== 'facilitator' ? (group ? 'inner' : 'outer') : null,
  }
}
