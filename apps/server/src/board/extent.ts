import * as Y from 'yjs'

interface Range {
  from: number
  to: number
}

/**
 * What a board consists of, without its content: for each client how far its edits go, and which of them are deleted.
 * Plain maps, so that it crosses between threads.
 */
export interface Extent {
  readonly clocks: Map<number, number>
  /** Sorted, disjoint ranges of clocks. */
  readonly deleted: Map<number, Range[]>
}
export const emptyExtent = (): Extent => ({ clocks: new Map(), deleted: new Map() })

export type Admission =
  /** Well formed and complete; `changes` false: the board knew all of it. */
  | { readonly outcome: 'fits'; readonly changes: boolean; take(): void }
  /** It builds on edits the board does not have: ask for them. */
  | { readonly outcome: 'gap' }
  | { readonly outcome: 'malformed' }

const MAX_STRUCTS = 20_000

function covers(ranges: readonly Range[] | undefined, from: number, to: number): boolean {
  return ranges?.some((range) => range.from <= from && to <= range.to) ?? false
}
function add(ranges: readonly Range[], from: number, to: number): Range[] {
  const apart = ranges.filter((range) => range.to < from || range.from > to)
  const touching = ranges.filter((range) => range.to >= from && range.from <= to)
  const joined = touching.reduce(
    (sum, range) => ({ from: Math.min(sum.from, range.from), to: Math.max(sum.to, range.to) }),
    { from, to },
  )
  return [...apart, joined].sort((one, other) => one.from - other.from)
}

type Id = { client: number; clock: number } | null | undefined

/**
 * Judges an update without applying it, by decoding alone: it must be well formed, follow on what the board has without a
 * gap, and every origin, parent and deletion it names must lie inside the board or itself. What passes can be applied by
 * everyone. The extent changes only when the answer's `take` is called.
 */
export function admit(update: Uint8Array, extent: Extent): Admission {
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = Y.decodeUpdate(update)
  } catch {
    return { outcome: 'malformed' }
  }
  const { structs, ds } = decoded
  if (structs.length > MAX_STRUCTS) return { outcome: 'malformed' }

  const after = new Map<number, number>()
  const known = (client: number) => after.get(client) ?? extent.clocks.get(client) ?? 0
  for (const struct of structs) {
    const { client, clock } = struct.id
    const end = clock + struct.length
    if (!Number.isSafeInteger(end) || struct.length <= 0) return { outcome: 'malformed' }
    if (struct instanceof Y.Skip || clock > known(client)) return { outcome: 'gap' }
    after.set(client, Math.max(known(client), end))
  }
  const reachable = (id: Id) => !id || id.clock < known(id.client)
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    const parent = struct.parent as unknown
    if (!reachable(struct.origin) || !reachable(struct.rightOrigin) || (parent instanceof Y.ID && !reachable(parent)))
      return { outcome: 'gap' }
  }
  const deletions: { client: number; from: number; to: number }[] = []
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) {
      if (clock < 0 || len <= 0 || !Number.isSafeInteger(clock + len)) return { outcome: 'malformed' }
      if (clock + len > known(client)) return { outcome: 'gap' }
      if (!covers(extent.deleted.get(client), clock, clock + len))
        deletions.push({ client, from: clock, to: clock + len })
    }

  const moved = [...after].filter(([client, clock]) => clock > (extent.clocks.get(client) ?? 0))
  return {
    outcome: 'fits',
    changes: moved.length > 0 || deletions.length > 0,
    take() {
      for (const [client, clock] of moved) extent.clocks.set(client, clock)
      for (const { client, from, to } of deletions)
        extent.deleted.set(client, add(extent.deleted.get(client) ?? [], from, to))
    },
  }
}

/** The extent of a log that was admitted update by update. */
export function extentOf(updates: readonly Uint8Array[]): Extent {
  const extent = emptyExtent()
  for (const update of updates) {
    const { structs, ds } = Y.decodeUpdate(update)
    for (const { id, length } of structs)
      extent.clocks.set(id.client, Math.max(extent.clocks.get(id.client) ?? 0, id.clock + length))
    for (const [client, ranges] of ds.clients) {
      let all = extent.deleted.get(client) ?? []
      for (const { clock, len } of ranges) if (!covers(all, clock, clock + len)) all = add(all, clock, clock + len)
      extent.deleted.set(client, all)
    }
  }
  return extent
}
