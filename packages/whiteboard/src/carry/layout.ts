import { GAP, NOTE_HEIGHT, NOTE_WIDTH, noteElements } from '../outline/index.ts'
import { frameAt, type BoardElement } from '../schema/index.ts'
import { laid } from './laid.ts'

/** What a board begins with, in one language. Titles are in reading order; a ladder's lowest rung comes first. */
export type Layout =
  | { readonly kind: 'columns' | 'quadrants' | 'ladder'; readonly titles: readonly string[] }
  | { readonly kind: 'question'; readonly text: string }

/** As wide, or as high, as so many notes with room around them. */
const wide = (notes: number) => notes * (NOTE_WIDTH + GAP) + GAP
const high = (notes: number) => notes * (NOTE_HEIGHT + GAP) + GAP
/** Between frames side by side, and between one and the title of the one below. */
const BESIDE = 32
const BELOW = 56

/** How many notes fit in a frame of each kind, and how many frames stand side by side. */
const shapes = {
  columns: { across: 1, down: 3, inRow: Infinity },
  quadrants: { across: 2, down: 2, inRow: 2 },
  ladder: { across: 4, down: 1, inRow: 1 },
} as const

const QUESTION = { width: 480, leastHeight: 160, fontSize: 28, paper: '#d0ebff' }
/** A paper question is the same each time it is laid. */
const noChance = () => 0.5

/** The elements of a layout from the origin. Frames and a note like those people draw: the outline lists what is in them. */
function layoutElements(layout: Layout, name: (part: string) => string): BoardElement[] {
  if (layout.kind === 'question')
    return noteElements({ ids: [name('note'), name('words')], text: layout.text, random: noChance, ...QUESTION })
  const { across, down, inRow } = shapes[layout.kind]
  const [width, height] = [wide(across), high(down)]
  const { length } = layout.titles
  return layout.titles.map((title, at) => {
    const place = layout.kind === 'ladder' ? length - 1 - at : at
    const [column, row] = [place % inRow, Math.floor(place / inRow)]
    const [x, y] = [column * (width + BESIDE), row * (height + BELOW)]
    return frameAt(name(`frame-${at}`), title, { x, y, width, height })
  })
}

/** The update that lays a layout on a board, below what is there; null when it was laid already, whatever became of it. */
export const layOut = (board: Uint8Array, layout: Layout, name: (part: string) => string): Uint8Array | null =>
  laid(board, [layoutElements(layout, name)])
