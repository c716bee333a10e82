import type * as Y from 'yjs'
import {
  admit,
  boundsOf,
  elementsOf,
  frameAt,
  indicesInFront,
  isOwn,
  readElement,
  readScene,
  writeElement,
  type BoardElement,
  type Point,
} from '../schema/index.ts'
import { changed, type Random } from './changed.ts'
import { freePlace, GAP } from './free-place.ts'
import { readingOrder } from './outline.ts'

const MOST_IN_ROW = 4
/** Room for a frame's title above it. */
const TITLE = 40

/** Elements gathered in a frame: the frame, and each that changes by it as it was and as it is then. */
interface Gathered {
  readonly frame: BoardElement
  readonly changes: readonly (readonly [before: BoardElement, after: BoardElement])[]
}

type Shift = readonly [dx: number, dy: number]

/** An arrow whose ends went along with what they are tied to. */
function followed(arrow: BoardElement, start: Shift | undefined, end: Shift | undefined): Partial<BoardElement> {
  const points = arrow.points ?? []
  const [sx, sy] = start ?? [0, 0]
  const [ex, ey] = end ?? [0, 0]
  const last = points.length - 1
  const next = points.map(([x, y], at): Point => {
    if (at === 0) return [x, y]
    return at === last ? [x - sx + ex, y - sy + ey] : [x - sx, y - sy]
  })
  const span = (axis: 0 | 1) => {
    const along = next.map((point) => point[axis])
    return Math.max(...along) - Math.min(...along)
  }
  return { x: arrow.x + sx, y: arrow.y + sy, points: next, width: span(0), height: span(1) }
}

/**
 * What is to be gathered laid out in a new titled frame, in reading order, where it covers nothing; what is written on it and arrows tied
 * to it go along. Null when none of the ids is something that can be put in a frame.
 */
export function gathered(
  scene: readonly BoardElement[],
  ids: ReadonlySet<string>,
  { id, name }: { id: string; name: string },
  random: Random = Math.random,
): Gathered | null {
  const members = readingOrder(
    scene.filter((one) => ids.has(one.id) && !one.containerId && one.type !== 'frame' && one.type !== 'arrow'),
  )
  if (members.length === 0) return null
  const boxes = members.map(boundsOf)
  const perRow = Math.min(MOST_IN_ROW, Math.ceil(Math.sqrt(members.length)))
  const cell = Math.max(...boxes.map(({ width }) => width)) + GAP
  const rows = Array.from({ length: Math.ceil(members.length / perRow) }, (_, row) =>
    Math.max(...boxes.slice(row * perRow, (row + 1) * perRow).map(({ height }) => height + GAP)),
  )
  const width = perRow * cell + GAP
  const height = rows.reduce((sum, row) => sum + row, GAP)
  const taken = new Set(members.map((one) => one.id))
  const others = scene.filter((one) => !taken.has(one.id) && !(one.containerId && taken.has(one.containerId)))
  const spot = freePlace(others, { width, height: height + TITLE })
  const place = { x: spot.x, y: spot.y + TITLE }

  const shifts = new Map<string, Shift>()
  for (const [at, box] of boxes.entries()) {
    const row = Math.floor(at / perRow)
    const top = rows.slice(0, row).reduce((sum, one) => sum + one, GAP)
    shifts.set(members[at]!.id, [place.x + GAP + (at % perRow) * cell - box.x, place.y + top - box.y])
  }
  const changes = scene.flatMap((one): [BoardElement, BoardElement][] => {
    const shift = shifts.get(one.id) ?? (one.containerId ? shifts.get(one.containerId) : undefined)
    if (shift) return [[one, changed(one, random, { x: one.x + shift[0], y: one.y + shift[1], frameId: id })]]
    const [start, end] = [one.startBinding, one.endBinding].map((tie) => tie && shifts.get(tie.elementId))
    if (one.type !== 'arrow' || (!start && !end)) return []
    const frameId = start && end ? id : one.frameId
    return [[one, changed(one, random, { ...followed(one, start ?? undefined, end ?? undefined), frameId })]]
  })
  const [index] = indicesInFront(scene, 1)
  const frame = admit({ ...frameAt(id, name, { ...place, width, height }), index: index! })
  return frame && { frame, changes }
}

/** A coordinate by as much as another went, to the last digit where the two are one. */
const shifted = (now: number, from: number, to: number): number => (now === from ? to : now + to - from)

/**
 * Gathers notes as a theme on the document; the answer takes it back: what nobody has changed since goes where it was. Where one
 * changes only one's own, others' notes stay where they are. Null when there is nothing to gather.
 */
export function makeTheme(
  doc: Y.Doc,
  ids: readonly string[],
  theme: { id: string; name: string },
  { ownOnly = false, random = Math.random }: { ownOnly?: boolean; random?: Random } = {},
): (() => void) | null {
  const mayChange = (id: string) => !ownOnly || isOwn(doc, id)
  const made = gathered(readScene(doc), new Set(ids.filter(mayChange)), theme, random)
  if (!made) return null
  const changes = made.changes.filter(([{ id }]) => mayChange(id))
  doc.transact(() => {
    writeElement(doc, made.frame)
    for (const [before, after] of changes) writeElement(doc, after, before)
  })
  const written = new Map(changes.map(([before]) => [before.id, [before, readElement(doc, before.id)!] as const]))
  /** Whether something stands where the theme put it: words, where the note they are on does. */
  const stands = ({ id, containerId }: BoardElement) => {
    const [, after] = written.get(containerId ?? id) ?? []
    const now = after && readElement(doc, after.id)
    return now?.x === after?.x && now?.y === after?.y
  }
  return () => {
    const back = [...written.values()].flatMap(([before, after]) => {
      const now = readElement(doc, before.id)
      if (!now || (now !== after && now.frameId !== theme.id)) return []
      const { frameId, points, width, height } = before
      const place = stands(before) ? { x: shifted(now.x, after.x, before.x), y: shifted(now.y, after.y, before.y) } : {}
      const shape = points && now === after ? { points, width, height } : {}
      return [[now, changed(now, random, { frameId, ...place, ...shape })] as const]
    })
    doc.transact(() => {
      elementsOf(doc).delete(theme.id)
      for (const [now, element] of back) writeElement(doc, element, now)
    })
  }
}
