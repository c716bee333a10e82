import { boundsOfAll, boundsOf, type BoardElement, type Bounds } from '../schema/index.ts'

/** Roughly where something is on the board, as one would say it. */
type Place = `${'top' | 'middle' | 'bottom'}-${'left' | 'centre' | 'right'}`

/** One line of the board as a list. */
export interface OutlineEntry {
  readonly id: string
  /** The element that carries the text: the entry itself, or the text bound to it; null when it has no words. */
  readonly textId: string | null
  readonly kind: 'note' | 'text' | 'shape' | 'drawing' | 'arrow' | 'image' | 'frame'
  readonly text: string
  readonly colour: string
  readonly place: Place
  /** Texts it is linked to by arrows that start here. */
  readonly to: readonly string[]
  /** The frame it is listed under, which comes before it; null where it stands in none. */
  readonly frameId: string | null
  /** How many frames it stands in. */
  readonly level: number
}

/** Something with words that dots can be placed on. */
export const isNote = ({ kind, text }: OutlineEntry): boolean =>
  (kind === 'note' || kind === 'text') && text.trim() !== ''
/** What can be gathered in a theme. */
export const isGatherable = ({ kind }: OutlineEntry): boolean => kind !== 'frame' && kind !== 'arrow'

const kinds: Readonly<Record<BoardElement['type'], OutlineEntry['kind']>> = {
  text: 'text',
  freedraw: 'drawing',
  arrow: 'arrow',
  line: 'arrow',
  image: 'image',
  frame: 'frame',
  rectangle: 'shape',
  ellipse: 'shape',
  diamond: 'shape',
}
/** What may have words within it. */
const holders: ReadonlySet<BoardElement['type']> = new Set(['rectangle', 'ellipse', 'diamond', 'arrow'])
const ROW = 60

const reading = (one: BoardElement, other: BoardElement) =>
  Math.floor(one.y / ROW) - Math.floor(other.y / ROW) || one.x - other.x || (one.id < other.id ? -1 : 1)

/** Rows of about a line's height from the top, left to right within a row. */
export const readingOrder = (elements: readonly BoardElement[]): BoardElement[] => elements.toSorted(reading)

function placeOf(element: BoardElement, all: Bounds): Place {
  const { x, y, width, height } = boundsOf(element)
  const third = (at: number, start: number, size: number) =>
    size === 0 ? 1 : Math.min(2, Math.max(0, Math.floor(((at - start) / size) * 3)))
  const row = (['top', 'middle', 'bottom'] as const)[third(y + height / 2, all.y, all.height)]!
  const column = (['left', 'centre', 'right'] as const)[third(x + width / 2, all.x, all.width)]!
  return `${row}-${column}`
}

/** Frames within frames are told apart down to this level. */
const DEEPEST = 4

interface Listed {
  readonly element: BoardElement
  readonly frameId: string | null
  readonly level: number
}

/** Each frame is followed by what stands in it; others' documents may put frames into each other in a ring, which then come last. */
function underFrames(elements: readonly BoardElement[]): Listed[] {
  const frames = new Map(elements.filter(({ type }) => type === 'frame').map(({ id }) => [id, [] as BoardElement[]]))
  const around = ({ id, frameId }: BoardElement) => (frameId && frameId !== id ? frames.get(frameId) : undefined)
  for (const element of elements) around(element)?.push(element)
  const listed = new Map<string, Listed>()
  const list = (first: BoardElement) => {
    const waiting: Listed[] = [{ element: first, frameId: null, level: 0 }]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { element, frameId, level } = next
      if (listed.has(element.id)) continue
      listed.set(element.id, next)
      const within = level < DEEPEST ? { frameId: element.id, level: level + 1 } : { frameId, level }
      for (const inside of (frames.get(element.id) ?? []).toReversed()) waiting.push({ element: inside, ...within })
    }
  }
  for (const element of elements) if (!around(element)) list(element)
  for (const element of elements) list(element)
  return [...listed.values()]
}

/**
 * The board as text: every note, drawing and link in reading order, what stands in a frame under it. Works on the scene alone, anywhere.
 */
export function outline(scene: readonly BoardElement[]): OutlineEntry[] {
  const all = boundsOfAll(scene)
  if (!all) return []
  const byId = new Map(scene.map((element) => [element.id, element]))
  // Others' documents may bind two texts to one shape, or one to itself: what has no place within another is listed by itself.
  const boundTexts = new Map<string, BoardElement>()
  for (const text of scene) {
    const container = text.type === 'text' && text.containerId ? byId.get(text.containerId) : undefined
    if (container && holders.has(container.type)) boundTexts.set(container.id, text)
  }
  const textOf = (element: BoardElement) => (element.type === 'text' ? element : boundTexts.get(element.id)) ?? null
  const wordsOf = (element: BoardElement) =>
    (element.type === 'frame' ? element.name : textOf(element)?.originalText) ?? ''
  const endOf = (end: BoardElement['startBinding']) => (end ? byId.get(end.elementId) : undefined)

  const links = new Map<string, string[]>()
  for (const arrow of scene) {
    const [from, to] = arrow.type === 'arrow' ? [endOf(arrow.startBinding), endOf(arrow.endBinding)] : []
    if (from && to && wordsOf(to) !== '') links.set(from.id, [...(links.get(from.id) ?? []), wordsOf(to)])
  }
  const isPart = (element: BoardElement) => !!element.containerId && boundTexts.get(element.containerId) === element
  const isLink = (element: BoardElement) =>
    element.type === 'arrow' && wordsOf(element) === '' && !!endOf(element.startBinding) && !!endOf(element.endBinding)

  const shown = readingOrder(scene.filter((element) => !isPart(element) && !isLink(element)))
  return underFrames(shown).map(({ element, frameId, level }) => {
    const text = textOf(element)
    return {
      id: element.id,
      textId: text?.id ?? null,
      kind: kinds[element.type] === 'shape' && text ? 'note' : kinds[element.type],
      text: wordsOf(element),
      colour: element.type === 'text' ? element.strokeColor : element.backgroundColor,
      place: placeOf(element, all),
      to: links.get(element.id) ?? [],
      frameId,
      level,
    }
  })
}
