import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit, type Extent } from './extent.ts'
import { covers, union } from './ranges.ts'
import { scan } from './scan.ts'
import { bytesOf, edit, put } from './testing.ts'

const nothing = (): Extent => ({ clocks: new Map(), deleted: new Map() })
/** Takes updates one after the other; the extent they come to. */
function extentOf(updates: readonly Uint8Array[]): Extent {
  const extent = nothing()
  for (const update of updates) {
    const judged = admit(update, extent)
    if (judged.outcome !== 'fits') throw new Error(judged.outcome)
    judged.take()
  }
  return extent
}
const numbers = (...values: number[]) => bytesOf((encoder) => values.forEach((v) => encoding.writeVarUint(encoder, v)))
const deepValue = (depth: number): unknown => (depth === 0 ? 1 : [deepValue(depth - 1)])

/** A session of several people whose edits reach each other late: the updates in an order they can be applied in. */
const sessions = fc
  .array(
    fc.record({
      who: fc.nat(2),
      kind: fc.constantFrom('map', 'text', 'array', 'nested', 'delete', 'xml', 'format', 'binary'),
      at: fc.nat(20),
      sync: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => {
    const docs = [1, 2, 3].map((id) => {
      const doc = new Y.Doc()
      doc.clientID = id * 1000
      return doc
    })
    const shared = new Y.Doc()
    const updates: Uint8Array[] = []
    for (const { who, kind, at, sync } of steps) {
      const doc = docs[who]!
      if (sync) Y.applyUpdate(doc, Y.encodeStateAsUpdate(shared))
      const update = edit(doc, () => {
        const text = doc.getText('text')
        const list = doc.getArray<unknown>('list')
        if (kind === 'map') doc.getMap('map').set(`key ${at}`, { at, list: [at, null, undefined, 'é😀', 1.5, 10n] })
        if (kind === 'text') text.insert(Math.min(at, text.length), 'ab😀')
        if (kind === 'array') list.insert(Math.min(at, list.length), [at, 'x', true])
        if (kind === 'nested') doc.getMap('map').set(`type ${at}`, new Y.Map([['in', new Y.Array()]]))
        if (kind === 'delete' && list.length > 0) list.delete(at % list.length, 1)
        if (kind === 'delete' && text.length > 1) text.delete(at % (text.length - 1), 2)
        if (kind === 'xml') doc.getXmlFragment('xml').insert(0, [new Y.XmlElement('p'), new Y.XmlText('t')])
        if (kind === 'format' && text.length > 0) text.format(0, text.length, { bold: at })
        if (kind === 'binary') list.push([new Uint8Array([at])])
      })
      updates.push(update)
      Y.applyUpdate(shared, update)
    }
    return { updates, shared }
  })

describe('what fits', () => {
  test('[B17] every update Yjs makes is read as Yjs reads it, and the extent is what the document comes to', () => {
    fc.assert(
      fc.property(sessions, ({ updates, shared }) => {
        for (const update of updates) {
          const { structs, ds } = Y.decodeUpdate(update)
          const found = scan(update)
          const ends = new Map<number, number>()
          for (const { id, length } of structs) ends.set(id.client, id.clock + length)
          expect(new Map([...found.sections].map(([client, { to }]) => [client, to]))).toEqual(ends)
          const ranges = [...ds.clients].map(([client, all]) => [client, all.map((r) => [r.clock, r.clock + r.len])])
          expect([...found.deletions]).toEqual(ranges)
        }
        // In the order they were made, and the whole of it at once, extents are those of the document.
        const expected = Y.decodeStateVector(Y.encodeStateVector(shared))
        expect(extentOf(updates).clocks).toEqual(expected)
        const whole = extentOf([Y.encodeStateAsUpdate(shared)])
        expect(whole.clocks).toEqual(expected)
        // The document may have deleted more: of two who set one key at once the loser's value, which no update says.
        for (const [client, ranges] of extentOf(updates).deleted)
          for (let one = 0; one < ranges.length; one += 2)
            expect(covers(whole.deleted.get(client)!, ranges[one]!, ranges[one + 1]!)).toBe(true)
        const again = admit(Y.encodeStateAsUpdate(shared), whole)
        expect(again).toMatchObject({ outcome: 'fits', changes: false })
      }),
    )
  })

  test('[B17] damaged in any bit, what is let through can be applied by everyone and leaves nothing pending', () => {
    fc.assert(
      fc.property(sessions, fc.nat(), fc.nat(), fc.boolean(), ({ updates }, which, bit, cut) => {
        const at = which % updates.length
        const extent = extentOf(updates.slice(0, at))
        const bytes = new Uint8Array(updates[at]!)
        const place = bit % (bytes.length * 8)
        bytes[place >> 3]! ^= 1 << (place & 7)
        const damaged = cut ? bytes.subarray(0, place >> 3) : bytes
        const judged = admit(damaged, extent)
        if (judged.outcome !== 'fits') return
        judged.take()
        const doc = new Y.Doc()
        for (const update of [...updates.slice(0, at), damaged]) Y.applyUpdate(doc, update)
        expect(doc.store.pendingStructs).toBeNull()
        expect(doc.store.pendingDs).toBeNull()
        expect(Y.decodeStateVector(Y.encodeStateVector(doc))).toEqual(extent.clocks)
        Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc))
      }),
      { numRuns: 2000 },
    )
  })

  test('[B17] a step 2 that repeats the whole board and adds to it fits; deletions alone add nothing', () => {
    const doc = new Y.Doc()
    const first = put(doc, 'a', 1)
    const extent = extentOf([first])
    put(doc, 'b', 2)
    expect(admit(Y.encodeStateAsUpdate(doc), extent)).toMatchObject({ outcome: 'fits', changes: true, adds: true })
    const other = extentOf([Y.encodeStateAsUpdate(doc)])
    const removal = edit(doc, () => doc.getMap('board').delete('a'))
    expect(admit(removal, other)).toMatchObject({ outcome: 'fits', changes: true, adds: false })
  })

  test('[B17] ranges of deletions are kept apart, joined and found', () => {
    const pairs = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 8 })), { maxLength: 30 })
    fc.assert(
      fc.property(pairs, pairs, (before, after) => {
        const as = (list: [number, number][]) => list.map(([from, size]) => [from, from + size] as const)
        const all = union(union([], as(before)), as(after))
        const members = new Set<number>()
        for (const [from, to] of as([...before, ...after])) for (let at = from; at < to; at++) members.add(at)
        const told = new Set<number>()
        for (let at = 0; at < all.length; at += 2) {
          expect(all[at]!).toBeGreaterThan(all[at - 1] ?? -1)
          for (let one = all[at]!; one < all[at + 1]!; one++) told.add(one)
        }
        expect(told).toEqual(members)
        for (let at = 0; at < 70; at++) expect(covers(all, at, at + 1)).toBe(members.has(at))
      }),
    )
  })
})

describe('what does not', () => {
  const gc = 0
  const text = (value: string) => [value.length, ...Buffer.from(value)]
  // info 4: a text without neighbours; its parent is the root type `r`
  const item = (value: string) => [4, 1, ...text('r'), ...text(value)]

  test.each([
    ['nothing at all', []],
    ['30 million structs in seven bytes', [...numbers(1, 30_000_000, 5, 0)]],
    ['2^53 clients', [255, 255, 255, 255, 255, 255, 255, 15]],
    ['a client without edits', numbers(1, 0, 5, 0, 0)],
    ['a client twice', [2, 1, 5, 0, ...item('a'), 1, 5, 1, ...item('b'), 0]],
    ['an empty struct', [1, 1, 5, 0, gc, 0, 0]],
    ['a clock beyond what numbers can say', [...numbers(1, 1, 5, Number.MAX_SAFE_INTEGER), gc, 1, 0]],
    ['bytes left over', [1, 1, 5, 0, ...item('a'), 0, 7]],
    ['an empty deletion', [0, 1, 5, 1, 0, 0]],
    ['deletions of a client twice', [0, 2, 5, 1, 0, 1, 5, 1, 0, 1]],
    ['an unknown content', [1, 1, 5, 0, 11, 1, ...text('r'), 0]],
    ['a subdocument', [1, 1, 5, 0, 9, 1, ...text('r'), ...text('guid'), 118, 0, 0]],
    ['an unknown type', [1, 1, 5, 0, 7, 1, ...text('r'), 7, 0]],
    ['a text that is no UTF-8', [1, 1, 5, 0, 4, 1, 1, 255, ...text('a'), 0]],
    ['a neighbour that is itself', [1, 1, 5, 0, 132, 5, 0, ...text('a'), 0]],
    ['a parent that comes later', [1, 2, 5, 0, 4, 0, 5, 1, ...text('a'), ...item('b'), 0]],
    ['a circle of two', [2, 1, 5, 0, 132, 6, 0, ...text('a'), 1, 6, 0, 132, 5, 0, ...text('a'), 0]],
    ['JSON that is none', [1, 1, 5, 0, 5, 1, ...text('r'), ...text('{"a"'), 0]],
  ])('[B17] %s', (_title, bytes) => {
    expect(admit(Uint8Array.from(bytes), nothing())).toEqual({ outcome: 'malformed' })
  })

  test('[B17] a chain over many clients that has an order fits', () => {
    // Each client's first edit names the next client's, and only the last stands alone.
    const links = Array.from({ length: 300 }, (_, at) =>
      at === 299 ? [1, at + 1, 0, ...item('a')] : [1, ...numbers(at + 1, 0), 132, ...numbers(at + 2, 0), ...text('a')],
    )
    const bytes = Uint8Array.from([
      ...numbers(300),
      ...links.flatMap((l, at) => (at === 299 ? [1, ...numbers(300, 0), ...item('a')] : l)),
      0,
    ])
    expect(admit(bytes, nothing())).toMatchObject({ outcome: 'fits' })
    const doc = new Y.Doc()
    Y.applyUpdate(doc, bytes)
    expect(doc.store.pendingStructs).toBeNull()
  })

  test('[B17] a value nested so deep that a browser may not read it', () => {
    expect(admit(put(new Y.Doc(), 'deep', deepValue(60)), nothing()).outcome).toBe('fits')
    expect(admit(put(new Y.Doc(), 'deep', deepValue(5000)), nothing()).outcome).toBe('malformed')
  })

  test('[B17] an embed nested so deep; brackets in its text are no nesting', () => {
    const nested = bytesOf((encoder) => {
      encoding.writeUint8Array(encoder, Uint8Array.from([1, 1, 5, 0, 5, 1, ...text('r')]))
      encoding.writeVarString(encoder, '['.repeat(100) + ']'.repeat(100))
      encoding.writeVarUint(encoder, 0)
    })
    expect(admit(nested, nothing()).outcome).toBe('malformed')
    const doc = new Y.Doc()
    const flat = edit(doc, () => doc.getText('r').insertEmbed(0, { text: '[[[["{'.repeat(50) }))
    expect(admit(flat, nothing()).outcome).toBe('fits')
  })

  test('[B19] what builds on edits the board lacks is a gap: a clock, a neighbour, a deletion, a hole', () => {
    const doc = new Y.Doc()
    const first = edit(doc, () => doc.getText('t').insert(0, 'a'))
    const second = edit(doc, () => doc.getText('t').insert(1, 'b'))
    const third = edit(doc, () => doc.getText('t').insert(2, 'c'))
    const other = new Y.Doc()
    Y.applyUpdate(other, first)
    const neighbour = edit(other, () => other.getText('t').insert(1, 'd'))
    const removal = edit(other, () => other.getText('t').delete(0, 1))
    for (const update of [second, neighbour, removal, Y.mergeUpdates([first, third])])
      expect(admit(update, nothing())).toEqual({ outcome: 'gap' })
  })

  test('[B20] more parts than anyone draws at once are too large', () => {
    const parts = Uint8Array.from([...numbers(1, 120_000, 5, 0), ...Array.from({ length: 240_000 }, (_, at) => at % 2)])
    expect(admit(parts, nothing())).toEqual({ outcome: 'too-large' })
    const ranges = bytesOf((encoder) => {
      for (const value of [0, 1, 5, 120_000]) encoding.writeVarUint(encoder, value)
      for (let at = 0; at < 120_000; at++) for (const value of [at * 2, 1]) encoding.writeVarUint(encoder, value)
    })
    expect(admit(ranges, nothing())).toEqual({ outcome: 'too-large' })
  })

  test('[B18] the costliest that one frame can hold is judged within 50 ms', () => {
    const MiB = 1 << 20
    const board = extentOf([Uint8Array.from([...numbers(1, 1, 5, 0), gc, ...numbers(10_000_000), 0])])
    board.deleted.set(
      5,
      union(
        [],
        Array.from({ length: 100_000 }, (_, at) => [at * 10, at * 10 + 1] as const),
      ),
    )
    const worst = {
      structs: Uint8Array.from([...numbers(1, 99_000, 6, 0), ...Array.from({ length: 198_000 }, (_, at) => at % 2), 0]),
      ranges: bytesOf((encoder) => {
        for (const value of [0, 1, 5, 99_000]) encoding.writeVarUint(encoder, value)
        for (let at = 99_000; at > 0; at--) for (const value of [at * 20 + 5, 2]) encoding.writeVarUint(encoder, value)
      }),
      nesting: Uint8Array.from([
        1,
        1,
        6,
        0,
        8,
        1,
        1,
        114,
        1,
        ...Array.from({ length: MiB / 2 }, (_, at) => (at % 2 ? 1 : 117)),
      ]),
      values: Uint8Array.from([1, 1, 6, 0, 8, 1, 1, 114, ...numbers(MiB / 2), ...new Uint8Array(MiB / 2).fill(126), 0]),
    }
    const costs: { name: string; ms: number }[] = []
    for (const [name, update] of Object.entries(worst)) {
      const times = [1, 2, 3].map(() => {
        const start = process.cpuUsage()
        const judged = admit(update, board)
        if (name === 'ranges' && judged.outcome !== 'fits') throw new Error(judged.outcome)
        const { user, system } = process.cpuUsage(start)
        return (user + system) / 1000
      })
      costs.push({ name, ms: Math.min(...times) })
    }
    expect(costs.filter(({ ms }) => ms >= 50)).toEqual([])
  })
})
