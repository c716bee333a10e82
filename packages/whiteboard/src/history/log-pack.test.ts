import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packLog, unpackLog } from './index.ts'

const rows = fc
  .array(
    fc.record({
      wait: fc.nat(5_000_000),
      author: fc.constantFrom('', 'ana', 'ben', 'Ñandú'),
      update: fc.uint8Array({ maxLength: 40 }),
    }),
    { maxLength: 60 },
  )
  .map((drawn) => {
    let at = 1_700_000_000_000
    return drawn.map(({ wait, author, update }) => ({ at: (at += wait), author, update }))
  })

describe('a stretch of the log as bytes', () => {
  it('[W72] comes back as it was', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const from = drawn[0]?.at ?? 0
        expect(unpackLog(packLog(drawn, from), from)).toEqual(drawn)
      }),
    )
  })

  it('[W72] bytes that are none are told by null, at no cost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = unpackLog(bytes, 0)
        expect(read === null || read.length <= bytes.length).toBe(true)
      }),
    )
    fc.assert(
      fc.property(rows, fc.nat(), (drawn, cut) => {
        const packed = packLog(drawn, 0)
        expect(unpackLog(packed.subarray(0, cut % packed.length), 0)).toBeNull()
      }),
    )
    expect(unpackLog(new Uint8Array([0, 255, 255, 255, 255, 15]), 0)).toBeNull()
  })
})
