import { covers, union, type Ranges } from './ranges.ts'
import { Oversize, scan, type Scan } from './scan.ts'

/**
 * What a board consists of, without its content: for each client how far its edits go, and which of them are deleted.
 * Plain maps, so that it crosses between threads.
 */
export interface Extent {
  readonly clocks: Map<number, number>
  readonly deleted: Map<number, Ranges>
}

export type Admission =
  /** Well formed and complete. `changes` false: the board knew all of it; `adds` false: it only deletes. */
  | {
      readonly outcome: 'fits'
      readonly changes: boolean
      readonly adds: boolean
      /** Under which clients it adds edits. */
      readonly clients: readonly number[]
      /** Whose edits it names or deletes. */
      readonly touched: readonly number[]
      take(): void
    }
  /** It builds on edits the board does not have: ask for them. */
  | { readonly outcome: 'gap' }
  | { readonly outcome: 'malformed' }
  | { readonly outcome: 'too-large' }

/**
 * Judges an update without applying it: it must be well formed, follow on what the board has without a gap, and every
 * neighbour, parent and deletion it names must lie inside the board or itself, in an order in which it can be applied. What
 * passes can be applied by everyone. The extent changes only when the answer's `take` is called.
 */
export function admit(update: Uint8Array, extent: Extent): Admission {
  let found: Scan
  try {
    found = scan(update)
  } catch (error) {
    return { outcome: error instanceof Oversize ? 'too-large' : 'malformed' }
  }
  const { sections, references, deletions, hasHoles } = found
  if (hasHoles) return { outcome: 'gap' }
  const before = (client: number) => extent.clocks.get(client) ?? 0
  const after = (client: number) => Math.max(before(client), sections.get(client)?.to ?? 0)

  for (const [client, { from }] of sections) if (from > before(client)) return { outcome: 'gap' }
  const open = new Map<number, Reference[]>()
  for (let at = 0; at < references.length; at += 4) {
    const [client, clock] = [references[at]!, references[at + 1]!]
    const [otherClient, otherClock] = [references[at + 2]!, references[at + 3]!]
    if (otherClient === client || otherClock < before(otherClient)) continue
    if (otherClock >= after(otherClient)) return { outcome: 'gap' }
    const list = open.get(client)
    if (list) list.push({ clock, otherClient, otherClock })
    else open.set(client, [{ clock, otherClient, otherClock }])
  }
  if (open.size > 0 && !canBeOrdered(open)) return { outcome: 'malformed' }

  const deleted = new Map<number, Ranges>()
  for (const [client, ranges] of deletions) {
    const known = extent.deleted.get(client) ?? []
    const fresh = ranges.filter(([from, to]) => !covers(known, from, to))
    if (ranges.some(([, to]) => to > after(client))) return { outcome: 'gap' }
    if (fresh.length > 0) deleted.set(client, union(known, fresh))
  }
  const moved = [...sections].filter(([client, { to }]) => to > before(client))
  return {
    outcome: 'fits',
    changes: moved.length > 0 || deleted.size > 0,
    adds: moved.length > 0,
    clients: moved.map(([client]) => client),
    touched: [...new Set([...references.filter((_, at) => at % 4 === 2), ...deleted.keys()])],
    take() {
      for (const [client, { to }] of moved) extent.clocks.set(client, to)
      for (const [client, ranges] of deleted) extent.deleted.set(client, ranges)
    },
  }
}

interface Reference {
  readonly clock: number
  readonly otherClient: number
  readonly otherClock: number
}

/**
 * Whether edits that name each other within one update can be applied one after the other: no circle. `open` has, for each
 * client and in the order of its clock, what its edits need of other clients' edits in the same update.
 */
function canBeOrdered(open: ReadonlyMap<number, readonly Reference[]>): boolean {
  const next = new Map<number, number>()
  /** Whether all edits of a client before a clock have what they need. */
  const isReady = (client: number, clock: number) => {
    const waiting = open.get(client)?.[next.get(client) ?? 0]
    return waiting === undefined || waiting.clock > clock
  }
  for (const start of open.keys()) {
    const path = [{ client: start, upTo: Infinity }]
    const onPath = new Set([start])
    while (path.length > 0) {
      const { client, upTo } = path.at(-1)!
      const at = next.get(client) ?? 0
      const reference = open.get(client)?.[at]
      if (!reference || reference.clock > upTo) {
        path.pop()
        onPath.delete(client)
      } else if (isReady(reference.otherClient, reference.otherClock)) next.set(client, at + 1)
      else if (onPath.has(reference.otherClient)) return false
      else {
        path.push({ client: reference.otherClient, upTo: reference.otherClock })
        onPath.add(reference.otherClient)
      }
    }
  }
  return true
}
