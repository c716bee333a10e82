import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { elementsOf, readElement, readScene, writeElement, type BoardElement } from '../schema/index.ts'
import { element } from '../testing.ts'
import { bind } from './binding.ts'
import { createPaperEditor } from './paper-editor.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open(doc = new Y.Doc()) {
  const paper = createPaperEditor()
  const rights = { canWrite: true, ownOnly: false }
  const written: BoardElement[] = []
  const binding = bind({
    doc,
    editor: paper.editor,
    canWrite: () => rights.canWrite,
    ownOnly: () => rights.ownOnly,
    onWritten: (elements) => written.push(...elements),
  })
  return {
    ...paper,
    doc,
    rights,
    written,
    binding,
    scene: () => readScene(doc),
    stored: (id: string) => readElement(doc, id),
  }
}
/** Two people at one board whose changes arrive at once. */
function pair() {
  const [mine, theirs] = [open(), open()]
  for (const [from, to] of [
    [mine, theirs],
    [theirs, mine],
  ] as const)
    // prettier-ignore
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') Y.applyUpdate(to.doc, update, 'wire')
    })
  return { mine, theirs, settled: () => vi.runAllTimers() }
}
/** Somebody else's change, made to the document itself. */
const other = (doc: Y.Doc, change: Partial<BoardElement> & { id: string }) => {
  const before = readElement(doc, change.id)
  writeElement(
    doc,
    { ...(before ?? element('rectangle')), ...change, version: (before?.version ?? 0) + 1, versionNonce: 77 },
    before ?? undefined,
  )
}

describe('where one changes only what is one’s own', () => {
  it('[W70] an arrow to another’s note is written, and nothing of the note', () => {
    const { mine: me, theirs, settled } = pair()
    other(theirs.doc, { id: 'theirs', boundElements: null })
    settled()
    const note = me.stored('theirs')
    me.rights.ownOnly = true
    const arrow = me.draw('arrow', { points: [[0, 0], [9, 9]] } as never) // prettier-ignore
    me.change('theirs', { boundElements: [{ id: arrow, type: 'arrow' }] })
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.stored(arrow)?.type).toBe('arrow')
    expect(me.stored('theirs')).toBe(note)
    me.rights.ownOnly = false
    me.change('theirs', { x: 400, boundElements: [{ id: arrow, type: 'arrow' }] })
    me.binding.sceneChanged()
    expect(me.stored('theirs')).toMatchObject({ x: 400, boundElements: [{ id: arrow, type: 'arrow' }] })
  })
})

describe('one’s own work', () => {
  it('[W12] is written when it is let go of, and not before', () => {
    const me = open()
    const id = me.draw('rectangle', { width: 5 })
    me.hold(id)
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.scene()).toEqual([])
    me.change(id, { width: 300 })
    me.hold()
    me.binding.sceneChanged()
    expect(me.stored(id)).toMatchObject({ width: 300 })
  })

  it('[W12] typed words are written every two seconds while they are typed', () => {
    const me = open()
    const id = me.draw('text', { text: 'We', originalText: 'We' })
    me.type(id)
    me.binding.sceneChanged()
    vi.advanceTimersByTime(1900)
    expect(me.scene()).toEqual([])
    me.change(id, { text: 'We notice', originalText: 'We notice' })
    vi.advanceTimersByTime(200)
    expect(me.stored(id)).toMatchObject({ text: 'We notice' })
    me.change(id, { text: 'We notice that', originalText: 'We notice that' })
    me.binding.sceneChanged()
    vi.advanceTimersByTime(2100)
    expect(me.stored(id)).toMatchObject({ text: 'We notice that' })
  })

  it('[W12] a second thing finished while the first is in hand waits with it', () => {
    const me = open()
    const first = me.draw('rectangle')
    const second = me.draw('ellipse')
    me.hold(second)
    me.binding.sceneChanged()
    expect(me.scene()).toEqual([])
    me.hold()
    me.binding.sceneChanged()
    expect(me.scene().map(({ id }) => id)).toEqual([first, second])
  })

  it('[W14] nothing without size or words is written', () => {
    const me = open()
    me.draw('rectangle', { width: 0, height: 0 })
    me.draw('text', { text: '', originalText: '' })
    me.draw('line', { points: [[0, 0]] })
    me.binding.sceneChanged()
    expect(me.scene()).toEqual([])
    const dot = me.draw('freedraw', { points: [[0, 0]], width: 0, height: 0 })
    me.binding.sceneChanged()
    expect(me.scene().map(({ id }) => id)).toEqual([dot])
  })

  it('[W3] writes only the facets that changed', () => {
    const me = open()
    const id = me.draw('freedraw')
    me.binding.sceneChanged()
    const geometry = (elementsOf(me.doc).get(id) as Y.Map<unknown>).get('g')
    const changed: string[] = []
    elementsOf(me.doc).observeDeep((events) => {
      for (const event of events) changed.push(...(event as Y.YMapEvent<unknown>).keysChanged)
    })
    me.change(id, { x: 400 })
    me.binding.sceneChanged()
    expect(changed.toSorted()).toEqual(['t', 'v'])
    expect((elementsOf(me.doc).get(id) as Y.Map<unknown>).get('g')).toBe(geometry)
  })

  it('[W3] what did not change is not written again', () => {
    const me = open()
    me.draw('rectangle')
    me.binding.sceneChanged()
    let updates = 0
    me.doc.on('update', () => {
      updates += 1
    })
    for (let at = 0; at < 5; at++) me.binding.sceneChanged()
    me.binding.settle()
    vi.runAllTimers()
    expect(updates).toBe(0)
  })

  it('[W12] who is told of what was written is not told of what no board holds', () => {
    const me = open()
    const id = me.draw('rectangle')
    me.draw('rectangle', { type: 'embeddable' })
    me.binding.sceneChanged()
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.written.map((one) => one.id)).toEqual([id])
  })

  it('[W12] deleted it is gone, and undone it is back', () => {
    const me = open()
    const id = me.draw('rectangle')
    me.binding.sceneChanged()
    me.change(id, { isDeleted: true })
    me.binding.sceneChanged()
    expect(me.scene()).toEqual([])
    me.undo()
    me.binding.sceneChanged()
    expect(me.stored(id)).not.toBeNull()
  })

  it('[W17] is written on leaving, also what is in hand', () => {
    const me = open()
    const id = me.draw('text', { text: 'half a wo' })
    me.type(id)
    me.binding.flush()
    me.binding.destroy()
    expect(me.stored(id)).toMatchObject({ text: 'half a wo' })
  })

  it('[W17] after leaving nothing is shown or written any longer', () => {
    const me = open()
    const id = me.draw('text', { text: 'half a wo' })
    me.type(id)
    me.binding.sceneChanged()
    me.binding.destroy()
    other(me.doc, { id: 'b' })
    vi.advanceTimersByTime(10_000)
    expect(me.scene().map((one) => one.id)).toEqual(['b'])
    expect(me.find('b')).toBeUndefined()
  })

  it('[W15] without the right to write nothing is written, and all of it once it is back', () => {
    const me = open()
    me.rights.canWrite = false
    const id = me.draw('rectangle')
    me.binding.sceneChanged()
    me.binding.settle()
    me.binding.flush()
    vi.runAllTimers()
    expect(me.scene()).toEqual([])
    expect(me.visible().map((one) => one.id)).toEqual([id])
    me.rights.canWrite = true
    me.binding.sceneChanged()
    expect(me.stored(id)).not.toBeNull()
  })

  it('[W15] words typed when the right ends stay with who typed them, and what was written of them stays for all', () => {
    const me = open()
    const id = me.draw('text', { text: 'Kept', originalText: 'Kept' })
    me.type(id)
    me.binding.sceneChanged()
    vi.advanceTimersByTime(2100)
    me.change(id, { text: 'Kept and more', originalText: 'Kept and more' })
    me.rights.canWrite = false
    me.binding.sceneChanged()
    vi.advanceTimersByTime(5000)
    me.hold()
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.stored(id)).toMatchObject({ text: 'Kept' })
  })
})

describe('others’ work', () => {
  it('[W10] the document’s element is shown', () => {
    const me = open()
    other(me.doc, { id: 'b', x: 5 })
    vi.runAllTimers()
    expect(me.visible()).toMatchObject([{ id: 'b', x: 5 }])
    other(me.doc, { id: 'b', x: 6 })
    vi.runAllTimers()
    expect(me.visible()).toMatchObject([{ id: 'b', x: 6 }])
  })

  it('[W10] two who change one thing see the same in the end', () => {
    const { mine, theirs, settled } = pair()
    const id = mine.draw('rectangle')
    mine.binding.sceneChanged()
    settled()
    mine.change(id, { x: 100 })
    theirs.change(id, { x: 200 })
    mine.binding.sceneChanged()
    theirs.binding.sceneChanged()
    settled()
    expect(mine.find(id)!.x).toBe(theirs.find(id)!.x)
    expect(mine.find(id)!.x).toBe(readElement(mine.doc, id)!.x)
  })

  it('[W3] where one moves it and another colours it, both stay', () => {
    const { mine, theirs, settled } = pair()
    const id = mine.draw('rectangle')
    mine.binding.sceneChanged()
    settled()
    mine.change(id, { x: 100 })
    theirs.change(id, { backgroundColor: '#ffec99' })
    mine.binding.sceneChanged()
    theirs.binding.sceneChanged()
    settled()
    for (const { find } of [mine, theirs]) expect(find(id)).toMatchObject({ x: 100, backgroundColor: '#ffec99' })
  })

  it('[W18] where two changes meet under the mark of one, its author’s editor sees another state', () => {
    const me = open()
    const id = me.draw('rectangle')
    me.binding.sceneChanged()
    const apart = new Y.Doc()
    Y.applyUpdate(apart, Y.encodeStateAsUpdate(me.doc))
    apart.clientID = 1
    me.doc.clientID = 2
    me.change(id, { x: 100 })
    me.binding.sceneChanged()
    const { version, versionNonce } = me.find(id)!
    other(apart, { id, backgroundColor: '#ffec99' })
    Y.applyUpdate(me.doc, Y.encodeStateAsUpdate(apart))
    vi.runAllTimers()
    expect(me.stored(id)).toMatchObject({ x: 100, backgroundColor: '#ffec99', version, versionNonce })
    expect(me.find(id)).toMatchObject({ x: 100, backgroundColor: '#ffec99', version: version + 1 })
    expect(me.find(id)!.versionNonce).not.toBe(versionNonce)
  })

  it('[W11] is not put over what one has in hand, and shows once it is let go of', () => {
    const me = open()
    const id = me.draw('rectangle', { x: 1 })
    me.binding.sceneChanged()
    const inHand = me.find(id)
    me.hold(id)
    other(me.doc, { id, x: 999, strokeColor: '#e03131' })
    other(me.doc, { id: 'b' })
    vi.runAllTimers()
    expect(me.find(id)).toBe(inHand)
    expect(me.find(id)!.x).toBe(1)
    expect(me.find('b')).toBeDefined()
    me.hold()
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.find(id)).toMatchObject({ x: 999, strokeColor: '#e03131' })
  })

  it('[W11] what one did meanwhile to the thing in hand is added to what another did', () => {
    const me = open()
    const id = me.draw('rectangle', { x: 1 })
    me.binding.sceneChanged()
    me.hold(id)
    me.change(id, { x: 50 })
    other(me.doc, { id, strokeColor: '#e03131' })
    vi.runAllTimers()
    me.hold()
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.stored(id)).toMatchObject({ x: 50, strokeColor: '#e03131' })
    expect(me.find(id)).toMatchObject({ x: 50, strokeColor: '#e03131' })
  })

  it('[W11] what another deleted while one held it goes when it is let go of, and stays when one changed it', () => {
    const me = open()
    const [left, changed] = [me.draw('rectangle'), me.draw('rectangle')]
    me.binding.sceneChanged()
    me.hold(left, changed)
    me.change(changed, { x: 300 })
    elementsOf(me.doc).delete(left)
    elementsOf(me.doc).delete(changed)
    vi.runAllTimers()
    expect(me.visible().map(({ id }) => id)).toEqual([left, changed])
    me.hold()
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.visible().map(({ id }) => id)).toEqual([changed])
    expect(me.scene()).toMatchObject([{ id: changed, x: 300 }])
  })

  it('[W11] what another deleted while one only held it goes when it is let go of', () => {
    const me = open()
    const id = me.draw('rectangle')
    me.binding.sceneChanged()
    me.hold(id)
    elementsOf(me.doc).delete(id)
    vi.runAllTimers()
    expect(me.visible()).toHaveLength(1)
    me.hold()
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.visible()).toEqual([])
    expect(me.scene()).toEqual([])
  })

  it('[W11] is not put over what moves along with the thing in hand', () => {
    const me = open()
    const [box, arrow] = [me.draw('rectangle'), me.draw('arrow')]
    me.binding.sceneChanged()
    me.hold(box)
    me.change(arrow, { x: 70 })
    other(me.doc, { id: arrow, x: 999 })
    vi.runAllTimers()
    expect(me.find(arrow)!.x).toBe(70)
  })

  it('[W4] a place the editor gave what is in hand, because another lies at the same, is not written', () => {
    const me = open()
    const id = me.draw('rectangle', { id: 'm', index: 'a1' })
    me.binding.sceneChanged()
    const inHand = me.find(id)
    me.hold(id)
    other(me.doc, { id: 'a', index: 'a1' })
    vi.runAllTimers()
    expect(me.find(id)).toBe(inHand)
    expect(me.visible().map((one) => one.id)).toEqual(['a', 'm'])
    expect(me.find(id)!.index! > 'a1').toBe(true)
    me.hold()
    me.binding.sceneChanged()
    vi.runAllTimers()
    expect(me.stored(id)!.index).toBe('a1')
  })

  it('[W13] undo takes back only what one did', () => {
    const { mine, theirs, settled } = pair()
    const own = mine.draw('rectangle')
    mine.binding.sceneChanged()
    settled()
    const foreign = theirs.draw('ellipse')
    theirs.change(own, { strokeColor: '#e03131' })
    theirs.binding.sceneChanged()
    settled()
    mine.undo()
    mine.binding.sceneChanged()
    settled()
    for (const { visible } of [mine, theirs]) expect(visible().map(({ id }) => id)).toEqual([foreign])
    mine.undo()
    mine.binding.sceneChanged()
    settled()
    expect(theirs.visible().map(({ id }) => id)).toEqual([foreign])
  })

  it('[W13] what others deleted stays in one’s own history', () => {
    const { mine, theirs, settled } = pair()
    const id = mine.draw('rectangle', { x: 0 })
    mine.binding.sceneChanged()
    mine.change(id, { isDeleted: true })
    mine.binding.sceneChanged()
    settled()
    mine.undo()
    mine.binding.sceneChanged()
    settled()
    theirs.change(id, { isDeleted: true })
    theirs.binding.sceneChanged()
    settled()
    expect(mine.find(id)).toMatchObject({ isDeleted: true })
    mine.change(id, { isDeleted: false })
    mine.binding.sceneChanged()
    settled()
    expect(theirs.visible().map((one) => one.id)).toEqual([id])
  })

  it('[W18] what did not change keeps its identity in the scene', () => {
    const me = open()
    other(me.doc, { id: 'a', index: 'a1' })
    other(me.doc, { id: 'b', index: 'a2' })
    vi.runAllTimers()
    const [a, b] = [me.find('a'), me.find('b')]
    other(me.doc, { id: 'b', x: 9 })
    vi.runAllTimers()
    expect(me.find('a')).toBe(a)
    expect(me.find('b')).not.toBe(b)
    const times = me.shown.length
    me.binding.settle()
    expect(me.shown).toHaveLength(times)
  })

  it('[W4] two things with one index lie in one order for everyone, which is never written back', () => {
    const doc = new Y.Doc()
    for (const id of ['c', 'a', 'b']) other(doc, { id, index: 'a1' })
    const before = Y.encodeStateVector(doc)
    const me = open(doc)
    expect(me.visible().map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    me.binding.sceneChanged()
    me.binding.settle()
    vi.runAllTimers()
    expect(Y.encodeStateVector(doc)).toEqual(before)
    me.change('b', { x: 77 })
    me.binding.sceneChanged()
    expect(readElement(doc, 'b')).toMatchObject({ x: 77, index: 'a1' })
  })

  it('[W4] what is not written yet keeps its place among the others', () => {
    const me = open()
    other(me.doc, { id: 'a', index: 'a1' })
    other(me.doc, { id: 'c', index: 'a3' })
    vi.runAllTimers()
    me.rights.canWrite = false
    me.draw('rectangle', { id: 'b', index: 'a2' })
    other(me.doc, { id: 'c', x: 9 })
    vi.runAllTimers()
    expect(me.visible().map(({ id, index }) => [id, index])).toEqual([['a', 'a1'], ['b', 'a2'], ['c', 'a3']]) // prettier-ignore
  })

  it('[W4] brought to the front by one, it is in front for the other', () => {
    const { mine, theirs, settled } = pair()
    const [first, second] = [mine.draw('rectangle'), mine.draw('rectangle')]
    mine.binding.sceneChanged()
    settled()
    theirs.toFront(first)
    theirs.binding.sceneChanged()
    settled()
    for (const { visible } of [mine, theirs]) expect(visible().map(({ id }) => id)).toEqual([second, first])
  })

  it('[W10] a slow machine shows it less often, but never later than three seconds', () => {
    const me = open()
    const slow = me.editor.show.bind(me.editor)
    me.editor.show = (scene) => {
      vi.setSystemTime(Date.now() + 100)
      vi.advanceTimersByTime(100)
      slow(scene)
    }
    other(me.doc, { id: 'a' })
    vi.advanceTimersByTime(1)
    expect(me.find('a')).toBeDefined()
    other(me.doc, { id: 'b' })
    vi.advanceTimersByTime(700)
    expect(me.find('b')).toBeUndefined()
    vi.advanceTimersByTime(200)
    expect(me.find('b')).toBeDefined()
  })
})
