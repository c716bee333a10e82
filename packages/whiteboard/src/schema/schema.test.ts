import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { anyElement, anyJunk, element, strokeOf } from '../testing.ts'
import { admit } from './admit.ts'
import {
  boundsOf,
  boundsOfAll,
  elementsOf,
  filesOf,
  isColour,
  isCoordinate,
  readElement,
  readFiles,
  readScene,
  sceneFromUpdate,
  writeElement,
  type BoardElement,
} from './index.ts'

const write = (doc: Y.Doc, one: BoardElement, base?: BoardElement) =>
  doc.transact(() => writeElement(doc, one, base), 'test')
/** The bytes of the updates that `change` makes. */
function bytesOf(doc: Y.Doc, change: () => void): number {
  let bytes = 0
  const count = (update: Uint8Array) => {
    bytes += update.length
  }
  doc.on('update', count)
  change()
  doc.off('update', count)
  return bytes
}
const copyOf = (doc: Y.Doc) => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** What of all that a renderer or an editor relies on is not so. */
function faultsOf(one: BoardElement): string[] {
  const { points = [], pressures = [] } = one
  const isText = one.type === 'text'
  const rules: Record<string, boolean> = {
    place: [one.x, one.y, one.width, one.height, one.angle].every(isCoordinate),
    size: one.width >= 0 && one.height >= 0,
    version: Number.isSafeInteger(one.version + 1) && Number.isSafeInteger(one.versionNonce + 1),
    id: /^[\w:-]{1,64}$/.test(one.id),
    colours: isColour(one.strokeColor) && isColour(one.backgroundColor),
    amounts: [one.strokeWidth, one.roughness, one.opacity].every(Number.isFinite),
    seed: Number.isInteger(one.seed) && one.seed >= 1,
    groups: Array.isArray(one.groupIds) && one.groupIds.every((id) => typeof id === 'string'),
    link: one.link === null || /^(https?:|mailto:)/i.test(one.link),
    deleted: !one.isDeleted,
    words: !isText || (one.text !== '' && one.text!.length <= 20_000 && typeof one.originalText === 'string'),
    points: points.every((point) => point.length === 2 && point.every(isCoordinate)),
    enough: !one.points || points.length >= (one.type === 'freedraw' ? 1 : 2),
    bindings: [one.startBinding, one.endBinding].every(
      (end) => !end || (typeof end.elementId === 'string' && isCoordinate(end.focus) && isCoordinate(end.gap)),
    ),
    pressures: pressures.every((pressure) => pressure >= 0 && pressure <= 1),
  }
  return Object.keys(rules).filter((rule) => !rules[rule])
}

describe('what is admitted', () => {
  it('[W1] is well-formed or left out, whatever it was made of', () => {
    let admitted = 0
    fc.assert(
      fc.property(anyJunk, (junk) => {
        const one = admit(junk)
        if (!one) return
        admitted += 1
        expect(faultsOf(one)).toEqual([])
      }),
      { numRuns: 3000 },
    )
    expect(admitted).toBeGreaterThan(500)
  })

  it('[W1] is never read from a document that holds anything else, and reading never throws', () => {
    const facet = fc.oneof(
      fc.jsonValue(),
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.oneof(fc.double(), fc.string()), { maxLength: 7 }),
      anyJunk.map((junk) => JSON.parse(JSON.stringify(junk)) as Record<string, unknown>),
      fc.constant([1, 2]),
      fc.constant([1, 2, 3, 4, 0, 'a0']),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.dictionary(fc.constantFrom('v', 't', 'g', 'r'), facet)), {
          maxLength: 4,
        }),
        fc.jsonValue(),
        (entries, other) => {
          const doc = new Y.Doc()
          const elements = doc.getMap('elements') as Y.Map<unknown>
          elements.set('odd', other)
          elements.set('shared', new Y.Array())
          filesOf(doc).set('f', other as never)
          for (const [id, facets] of entries) elements.set(id, new Y.Map(Object.entries(facets)))
          expect(readScene(doc).flatMap(faultsOf)).toEqual([])
          expect(sceneFromUpdate(Y.encodeStateAsUpdate(doc)).files).toEqual({})
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('[W1] keeps what a person draws as it is', () => {
    fc.assert(
      fc.property(anyElement, (one) => {
        const { text, originalText, ...rest } = one
        expect(admit(one)).toMatchObject(rest)
        expect(admit(one)?.text).toBe(text?.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
        expect(admit(one)?.originalText).toBe(originalText?.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
      }),
    )
  })

  it.each([
    ['no type of ours', { type: 'iframe' }],
    ['no place', { x: Number.NaN }],
    ['a place nobody draws at', { y: 10_000_001 }],
    ['an id with markup in it', { id: '<b>' }],
    ['an id every object has', { id: 'constructor' }],
    ['no id', { id: '' }],
    ['a version that is none', { version: 1.5 }],
  ])('[W1] refuses an element with %s', (_case, change) => {
    expect(admit(element('rectangle'))).not.toBeNull()
    expect(admit(element('rectangle', change))).toBeNull()
  })

  it.each([
    ['a text without words', element('text', { text: '' })],
    ['a line with one point', element('line', { points: [[0, 0]] })],
    ['a stroke without points', element('freedraw', { points: [] })],
    ['a point in three dimensions', element('line', { points: [[0, 0, 0], [1, 1, 1]] })], // prettier-ignore
  ])('[W1] refuses %s', (_case, one) => {
    expect(admit(one)).toBeNull()
  })

  it.each([
    ['a link that runs', { link: 'javascript:alert(1)' }, { link: null }],
    ['a colour that loads', { strokeColor: 'url(https://evil.example/x)' }, { strokeColor: '#1e1e1e' }],
    ['a width that fills the board', { strokeWidth: 1e6 }, { strokeWidth: 2 }],
    ['a seed that would make each drawing another', { seed: 0 }, { seed: 1 }],
    ['a fraction for a seed', { seed: 0.5 }, { seed: 1 }],
    ['a size below nothing', { width: -5 }, { width: 5 }],
    ['a version that cannot grow', { version: Number.MAX_SAFE_INTEGER }, { version: 1 }],
  ])('[W1] mends %s', (_case, change, mended) => {
    expect(admit(element('rectangle', change))).toMatchObject(mended)
  })

  it('[W1] knows no field it has no use for', () => {
    const one = element('rectangle')
    expect(admit({ ...one, onclick: 'alert(1)', isDeleted: true })).toEqual(one)
  })

  it('[W1] an arrow may have no head', () => {
    expect(admit(element('arrow', { endArrowhead: null }))?.endArrowhead).toBeNull()
    expect(admit(element('arrow'))?.endArrowhead).toBe('arrow')
  })

  it('[W1] an elbow arrow nobody can route is a straight one', () => {
    const square = [[0, 0], [50, 0], [50, 60]] // prettier-ignore
    expect(admit(element('arrow', { elbowed: true, points: square }))).toMatchObject({ elbowed: true })
    expect(admit(element('arrow', { elbowed: true }))).toMatchObject({ elbowed: false, fixedSegments: null })
    const loose = { elementId: 'a', focus: 0, gap: 1 }
    expect(admit(element('arrow', { elbowed: true, points: square, startBinding: loose }))).toMatchObject({
      elbowed: false,
    })
    const segment = (index: number) => [{ index, start: [0, 0], end: [1, 0] }]
    expect(
      admit(element('arrow', { elbowed: true, points: square, fixedSegments: segment(2) }))?.fixedSegments,
    ).toHaveLength(1)
    expect(
      admit(element('arrow', { elbowed: true, points: square, fixedSegments: segment(3) }))?.fixedSegments,
    ).toBeNull()
  })

  it('[W2] half a character at the end of too long a text is the same for everyone', () => {
    const doc = new Y.Doc()
    write(doc, element('text', { id: 'long', text: `${'x'.repeat(19_999)}😀` }))
    expect(readElement(copyOf(doc), 'long')).toEqual(readElement(doc, 'long'))
  })

  it('[W7] hatching nobody could tell apart is filled instead', () => {
    const huge = { fillStyle: 'hachure', strokeWidth: 0.1, width: 0, height: 0 }
    const far = [[0, 0], [9e6, 0], [9e6, 9e6], [0, 0]] // prettier-ignore
    expect(admit(element('line', { ...huge, points: far }))?.fillStyle).toBe('solid')
    expect(admit(element('rectangle', { ...huge, width: 9e6 }))?.fillStyle).toBe('solid')
    expect(admit(element('rectangle', { ...huge, strokeWidth: 100, width: 9e6 }))?.fillStyle).toBe('solid')
    expect(admit(element('rectangle', { fillStyle: 'hachure', width: 4000, height: 3000 }))?.fillStyle).toBe('hachure')
  })
})

describe('an element in the document', () => {
  it('[W2] comes out elsewhere as it was written', () => {
    fc.assert(
      fc.property(anyElement, (one) => {
        const doc = new Y.Doc()
        expect(write(doc, one)).toBe(true)
        const [here, there] = [readElement(doc, one.id)!, readElement(copyOf(doc), one.id)!]
        expect(there).toEqual(here)
        const { points = [], pressures = [], lastCommittedPoint: _tip, ...admitted } = admit(one)!
        expect(here).toMatchObject(admitted)
        points.forEach(([x, y], at) => {
          expect(Math.abs(here.points![at]![0] - x)).toBeLessThanOrEqual(1 / 32)
          expect(Math.abs(here.points![at]![1] - y)).toBeLessThanOrEqual(1 / 32)
        })
        pressures.forEach((pressure, at) => expect(Math.abs(here.pressures![at]! - pressure)).toBeLessThan(1 / 255))
      }),
    )
  })

  it('[W2] written again as it was read costs nothing', () => {
    fc.assert(
      fc.property(anyElement, (one) => {
        const doc = new Y.Doc()
        write(doc, one)
        expect(bytesOf(doc, () => write(doc, readElement(doc, one.id)!))).toBe(0)
      }),
    )
  })

  it('[W3] keeps what two people did to different facets of it', () => {
    const mine = new Y.Doc()
    write(mine, element('line', { id: 'a' }))
    const theirs = copyOf(mine)
    const base = readElement(mine, 'a')!
    write(mine, { ...base, version: 2, x: 500 }, base)
    write(theirs, { ...base, version: 2, strokeColor: '#e03131' }, base)
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine))
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs))
    expect(readElement(mine, 'a')).toMatchObject({ x: 500, strokeColor: '#e03131' })
    expect(readElement(theirs, 'a')).toEqual(readElement(mine, 'a'))
  })

  it('[W3] what changed under an author who did not see it stays', () => {
    const doc = new Y.Doc()
    write(doc, element('rectangle', { id: 'a' }))
    const seen = readElement(doc, 'a')!
    write(doc, { ...seen, version: 2, backgroundColor: '#ffec99' }, seen)
    write(doc, { ...seen, version: 2, x: 77 }, seen)
    expect(readElement(doc, 'a')).toMatchObject({ x: 77, backgroundColor: '#ffec99' })
  })

  it('[W3] one that is no element of a board is not written, and one deleted is removed', () => {
    const doc = new Y.Doc()
    expect(write(doc, element('rectangle', { id: 'a', x: Number.NaN }))).toBe(false)
    expect(elementsOf(doc).size).toBe(0)
    write(doc, element('rectangle', { id: 'a' }))
    expect(write(doc, element('rectangle', { id: 'a', isDeleted: true }))).toBe(true)
    expect(readScene(doc)).toEqual([])
  })

  it('[W18] is the same frozen object until it changes', () => {
    const doc = new Y.Doc()
    write(doc, element('rectangle', { id: 'a' }))
    write(doc, element('rectangle', { id: 'b' }))
    const [a, b] = [readElement(doc, 'a')!, readElement(doc, 'b')!]
    write(doc, { ...a, version: 2, x: 1 })
    expect(readElement(doc, 'b')).toBe(b)
    expect(readElement(doc, 'a')).not.toBe(a)
    expect(Object.isFrozen(a)).toBe(true)
  })
})

describe('what it costs', () => {
  it('[W6] a stroke of 300 points takes at most 1.5 KB in the log', () => {
    const doc = new Y.Doc()
    const bytes = bytesOf(doc, () =>
      write(doc, element('freedraw', { id: 'Vq3kPz81xY_m2hTn0-aBc', points: strokeOf(300) })),
    )
    expect(bytes).toBeLessThanOrEqual(1536)
    expect(bytes).toBeGreaterThan(600)
  })

  it.each(['freedraw', 'text', 'rectangle', 'arrow'] as const)('[W6] moving a %s takes at most 200 B', (type) => {
    const doc = new Y.Doc()
    const id = 'Vq3kPz81xY_m2hTn0-aBc'
    const change =
      type === 'text' ? { text: 'words '.repeat(200) } : type === 'freedraw' ? { points: strokeOf(300) } : {}
    write(doc, element(type, { id, index: 'a0V', ...change }))
    const base = readElement(doc, id)!
    const moved = { ...base, x: 1234.567, y: -765.4321, version: 40, versionNonce: 1_987_654_321 }
    const bytes = bytesOf(doc, () => write(doc, moved, base))
    expect(bytes).toBeLessThanOrEqual(200)
    expect(readElement(doc, id)).toMatchObject({ x: 1234.567, y: -765.4321 })
  })

  it('[W6] a board of 5,000 elements stands in 2 MB', () => {
    const doc = new Y.Doc()
    doc.transact(() => {
      for (let at = 0; at < 5000; at++)
        writeElement(doc, element(at % 3 ? 'rectangle' : 'freedraw', at % 3 ? {} : { points: strokeOf(60) }))
    })
    expect(Y.encodeStateAsUpdate(doc).length).toBeLessThanOrEqual(2 * 1024 * 1024)
    expect(readScene(doc)).toHaveLength(5000)
  })
})

describe('files', () => {
  it('[W5] are images at our own origin', () => {
    const doc = new Y.Doc()
    filesOf(doc).set('good', { mimeType: 'image/png', url: '/api/sessions/s1/files/f1.png' })
    expect(readFiles(doc)).toEqual({ good: { mimeType: 'image/png', url: '/api/sessions/s1/files/f1.png' } })
  })

  it.each([
    ['another origin', { mimeType: 'image/png', url: 'https://evil.example/x.png' }],
    ['another origin without a scheme', { mimeType: 'image/png', url: '//evil.example/x.png' }],
    ['another origin behind a backslash', { mimeType: 'image/png', url: '/\\evil.example/x.png' }],
    ['a way up', { mimeType: 'image/png', url: '/files/../api/leave' }],
    ['a query', { mimeType: 'image/png', url: '/files/a?leave=1' }],
    ['bytes in the address', { mimeType: 'image/png', url: 'data:image/png;base64,AAAA' }],
    ['an image that can run', { mimeType: 'image/svg+xml', url: '/files/a.svg' }],
    ['no type', { url: '/files/a.png' }],
    ['a line break', { mimeType: 'image/png', url: '/files/a\n' }],
    ['nothing', null],
  ])('[W5] with %s are left out', (_case, file) => {
    const doc = new Y.Doc()
    filesOf(doc).set('f1', file as never)
    filesOf(doc).set('__proto__', { mimeType: 'image/png', url: '/files/a.png' })
    expect(Object.keys(readFiles(doc))).toEqual([])
  })
})

describe('bounds', () => {
  it('[W4] hold an element as it is turned, and a line whose points lie left of its origin', () => {
    const turned = boundsOf(element('rectangle', { x: 0, y: 0, width: 100, height: 20, angle: Math.PI / 2 }))
    expect(turned.x).toBeCloseTo(40)
    expect(turned.height).toBeCloseTo(100)
    const line = element('line', { x: 100, y: 100, points: [[0, 0], [-50, 10]] }) // prettier-ignore
    expect(boundsOf(line)).toMatchObject({ x: 50, y: 100, width: 50, height: 10 })
    expect(boundsOfAll([line, element('rectangle', { x: 0, y: 0, width: 10, height: 10 })])).toEqual({
      x: 0,
      y: 0,
      width: 100,
      height: 110,
    })
    expect(boundsOfAll([])).toBeNull()
  })
})
