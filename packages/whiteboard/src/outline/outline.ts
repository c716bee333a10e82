import type { BoardElement } from '../schema/index.ts'

/** One line of the board as a list. */
export interface OutlineEntry {
  readonly id: string
  /** The element that carries the text, when it is bound to a shape; the entry's own otherwise. */
  readonly textId: string | null
  readonly kind: 'note' | 'text' | 'shape' | 'drawing' | 'arrow' | 'image' | 'frame'
  readonly text: string
  readonly colour: string
  /** Texts it is linked to by arrows that start here. */
  readonly to: readonly string[]
  readonly frame: string | null
}

const ROW = 60

/** Reading order: rows of about a line's height from the top, left to right within a row. */
const reading = (one: BoardElement, other: BoardElement) =>
  Math.floor(one.y / ROW) - Math.floor(other.y / ROW) || one.x - other.x || (one.id < other.id ? -1 : 1)

/** The board as text: every note, drawing and link in reading order. Works on the scene alone, anywhere. */
export function outline(scene: readonly BoardElement[]): OutlineEntry[] {
  const byId = new Map(scene.map((element) => [element.id, element]))
  const boundText = (element: BoardElement) =>
    scene.find((other) => other.type === 'text' && other.containerId === element.id) ?? null
  const wordsOf = (element: BoardElement) =>
    (element.type === 'text' ? (element.originalText ?? element.text) : element.type === 'frame' ? element.name : boundText(element)?.originalText) ?? ''
  const linkEnd = (element: BoardElement, end: 'startBinding' | 'endBinding') => {
    const binding = element[end] as { elementId?: string } | null | undefined
    return binding?.elementId ? (byId.get(binding.elementId) ?? null) : null
  }
  const links = scene.filter((element) => element.type === 'arrow')

  return scene
    .filter((element) => !(element.type === 'text' && element.containerId && byId.has(element.containerId)))
    .filter((element) => element.type !== 'arrow' || wordsOf(element) !== '' || !linkEnd(element, 'startBinding'))
    .sort(reading)
    .map((element) => {
      const text = boundText(element)
      const kind =
        element.type === 'text' ? 'text'
        : element.type === 'freedraw' ? 'drawing'
        : element.type === 'arrow' || element.type === 'line' ? 'arrow'
        : element.type === 'image' ? 'image'
        : element.type === 'frame' ? 'frame'
        : text ? 'note'
        : 'shape'
      return {
        id: element.id,
        textId: element.type === 'text' ? element.id : (text?.id ?? null),
        kind,
        text: wordsOf(element),
        colour: element.type === 'text' ? element.strokeColor : element.backgroundColor,
        to: links
          .filter((link) => linkEnd(link, 'startBinding')?.id === element.id)
          .map((link) => linkEnd(link, 'endBinding'))
          .filter((end) => end !== null)
          .map(wordsOf)
          .filter(Boolean),
        frame: element.frameId ? (byId.get(element.frameId)?.name ?? null) : null,
      } as OutlineEntry
    })
}

const words: Record<OutlineEntry['kind'], string> = {
  note: 'Note',
  text: 'Text',
  shape: 'Shape',
  drawing: 'Drawing',
  arrow: 'Line',
  image: 'Image',
  frame: 'Frame',
}

/** The outline as plain lines of text; drawings without words are counted, not listed one by one. */
export function outlineText(scene: readonly BoardElement[], name: (kind: OutlineEntry['kind']) => string = (kind) => words[kind]): string {
  const entries = outline(scene)
  const lines = entries
    .filter((entry) => entry.text !== '' || entry.kind === 'image')
    .map((entry) => {
      const to = entry.to.length > 0 ? ` → ${entry.to.join('; ')}` : ''
      return `- ${name(entry.kind)}: ${entry.text.replaceAll('\n', ' / ')}${to}`
    })
  const silent = entries.filter((entry) => entry.text === '' && entry.kind !== 'image').length
  if (silent > 0) lines.push(`- ${silent} × ${name('drawing')}`)
  return lines.join('\n')
}
