import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byIndex } from '../schema/index.ts'
import { anyElement, element } from '../testing.ts'
import { outline, outlineText } from './index.ts'

const shapeWith = (id: string, text: string, change = {}) => [
  element('rectangle', { id, ...change }),
  element('text', { id: `${id}-text`, text, originalText: text, containerId: id, ...change }),
]
const end = (elementId: string) => ({ elementId, focus: 0, gap: 1 })

describe('the outline', () => {
  it('[W30] lists everything once, whatever is on the board', () => {
    fc.assert(
      fc.property(fc.array(anyElement, { maxLength: 12 }), (scene) => {
        expect(
          outline(scene)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(scene.map(({ id }) => id).toSorted())
        expect(outline(scene.toReversed())).toEqual(outline(scene))
        expect(typeof outlineText(scene)).toBe('string')
      }),
    )
    expect(outline([])).toEqual([])
  })

  it('[W30] is in reading order: rows from the top, left to right within a row', () => {
    const scene = [
      element('text', { id: 'below', x: 0, y: 200 }),
      element('text', { id: 'right', x: 300, y: 10 }),
      element('text', { id: 'left', x: 20, y: 35 }),
    ].toSorted(byIndex)
    expect(outline(scene).map(({ id }) => id)).toEqual(['left', 'right', 'below'])
  })

  it.each([
    ['note', shapeWith('a', 'Bound words')],
    ['text', [element('text')]],
    ['shape', [element('ellipse')]],
    ['drawing', [element('freedraw')]],
    ['arrow', [element('arrow')]],
    ['image', [element('image')]],
    ['frame', [element('frame')]],
  ])('[W30] calls a %s by its name', (kind, scene) => {
    expect(outline(scene).map((entry) => entry.kind)).toEqual([kind])
  })

  it('[W30] a shape’s words are the shape’s, and can be edited there', () => {
    const [entry, ...others] = outline(shapeWith('a', 'Why do they leave?', { backgroundColor: '#ffec99' }))
    expect(others).toEqual([])
    expect(entry).toMatchObject({ id: 'a', textId: 'a-text', text: 'Why do they leave?', colour: '#ffec99' })
  })

  it('[W30] words that hang on nothing, on themselves, or on what is taken are listed still', () => {
    const orphan = element('text', { id: 'orphan', containerId: 'gone' })
    const own = element('text', { id: 'own', containerId: 'own' })
    const onText = element('text', { id: 'on-text', containerId: 'orphan' })
    const second = element('text', { id: 'second', containerId: 'a' })
    const scene = [orphan, own, onText, second, ...shapeWith('a', 'First')]
    expect(
      outline(scene)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['a', 'on-text', 'orphan', 'own', 'second'])
  })

  it('[W31] says what a note leads to, instead of listing the arrow', () => {
    const arrow = element('arrow', { startBinding: end('a'), endBinding: end('b') })
    const entries = outline([...shapeWith('a', 'Cause'), ...shapeWith('b', 'Effect', { x: 400 }), arrow])
    expect(entries.map(({ text, to }) => [text, to])).toEqual([['Cause', ['Effect']], ['Effect', []]]) // prettier-ignore
  })

  it('[W31] an arrow with words, or with a loose end, is listed', () => {
    const loose = element('arrow', { id: 'loose', startBinding: end('a') })
    const named = element('arrow', { id: 'named', startBinding: end('a'), endBinding: end('a') })
    const label = element('text', { text: 'leads to', originalText: 'leads to', containerId: 'named' })
    const entries = outline([...shapeWith('a', 'Cause'), loose, named, label])
    expect(
      entries
        .filter(({ kind }) => kind === 'arrow')
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(['', 'leads to'])
  })

  it('[W30] says roughly where something stands, and in which frame', () => {
    const scene = [
      element('frame', { id: 'f', x: 0, y: 0, width: 900, height: 900, name: 'Round one' }),
      element('text', { id: 'a', x: 0, y: 0, width: 50, height: 25, frameId: 'f' }),
      element('text', { id: 'b', x: 840, y: 870, width: 50, height: 25 }),
    ]
    const entries = Object.fromEntries(outline(scene).map((entry) => [entry.id, entry]))
    expect(entries.a).toMatchObject({ place: 'top-left', frameId: 'f', level: 1 })
    expect(entries.b).toMatchObject({ place: 'bottom-right', frameId: null, level: 0 })
    expect(entries.f).toMatchObject({ place: 'middle-centre', text: 'Round one' })
  })

  it('[W34] lists under each frame what stands in it, frames within frames too', () => {
    const scene = [
      element('frame', { id: 'group', name: 'Ana, Ben', x: 0, y: 0 }),
      element('frame', { id: 'left', name: 'Observe', frameId: 'group', x: 0, y: 70 }),
      element('frame', { id: 'right', name: 'Interpret', frameId: 'group', x: 300, y: 70 }),
      element('text', { id: 'first', frameId: 'left', x: 0, y: 140 }),
      element('text', { id: 'loose', x: 200, y: 140 }),
      element('text', { id: 'other', frameId: 'right', x: 300, y: 140 }),
      element('text', { id: 'second', frameId: 'left', x: 0, y: 900 }),
    ]
    expect(outline(scene).map(({ id, frameId, level }) => [id, frameId, level])).toEqual([
      ['group', null, 0],
      ['left', 'group', 1],
      ['first', 'left', 2],
      ['second', 'left', 2],
      ['right', 'group', 1],
      ['other', 'right', 2],
      ['loose', null, 0],
    ])
    expect(outlineText(scene)).toContain('\n    - Text: Words\n')
  })

  it('[W34] lists frames that stand in each other, in themselves or ever deeper once', () => {
    const ring = ['a', 'b', 'c'].map((id, at) => element('frame', { id, frameId: ['b', 'c', 'a'][at] }))
    const chain = Array.from({ length: 3000 }, (_, at) =>
      element('frame', { id: `f${at}`, frameId: at === 0 ? 'f0' : `f${at - 1}` }),
    )
    const entries = outline([...ring, ...chain])
    expect(entries).toHaveLength(3003)
    expect(Math.max(...entries.map(({ level }) => level))).toBe(4)
  })

  it('[W30] as lines of text has words alone, and counts what has none', () => {
    const arrow = element('arrow', { startBinding: end('a'), endBinding: end('b') })
    const scene = [
      ...shapeWith('a', 'One\ntwo'),
      ...shapeWith('b', 'Three', { x: 400 }),
      arrow,
      element('freedraw', { y: 900 }),
      element('image', { y: 600 }),
    ]
    expect(outlineText(scene)).toBe('- Note: One / two → Three\n- Note: Three\n- Image: \n- 1 × Drawing')
    expect(outlineText(scene, (kind) => kind.toUpperCase())).toContain('- NOTE: Three')
  })
})
