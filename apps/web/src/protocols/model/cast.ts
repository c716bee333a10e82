import type { PersonId, Protocol, SessionRole } from '@copse/contract'
import type { Seat } from './table.ts'

/** Who plays the others. The learner is none of them. */
const names = ['Amara', 'Ben', 'Chitra', 'Diego', 'Elif', 'Femi', 'Grace', 'Hana', 'Ivo', 'Jun', 'Kiri', 'Luz'] as const
const districts = ['Cedar Valley', 'Prairie View', 'Lake County'] as const
const facilitator = 'Noor'

export const YOU = 'you' as PersonId
/** Facilitates where the learner does not, and helps her where she does. */
export const HELPER = 'noor' as PersonId

/** As many as show how a protocol goes: six where that is allowed. */
const playersOf = ({ people: { min, max } }: Protocol): number =>
  Math.min(Math.max(min, Math.min(6, max)), names.length)

/** A role the protocol gives somebody something to do in. */
export const rolesIn = (protocol: Protocol): SessionRole[] => [
  'facilitator',
  ...(protocol.needsPresenter ? (['presenter'] as const) : []),
  'participant',
  'observer',
]

/** Everyone a protocol needs, the learner among them in the role she chose. */
export function castOf(protocol: Protocol, role: SessionRole, you: string): Seat[] {
  const seat = (index: number, as: SessionRole): Seat => ({
    id: names[index]!.toLowerCase() as PersonId,
    name: names[index]!,
    district: districts[index % districts.length]!,
    role: as,
  })
  const yours: Seat = { id: YOU, name: you, district: districts[1], role }
  const players = playersOf(protocol) - (role === 'presenter' || role === 'participant' ? 1 : 0)
  const others = Array.from({ length: players }, (_, index) =>
    seat(index, index === 0 && protocol.needsPresenter && role !== 'presenter' ? 'presenter' : 'participant'),
  )
  const helper: Seat = { id: HELPER, name: facilitator, district: districts[0], role: 'facilitator' }
  return [helper, yours, ...others]
}
