import type { Bounds, Point } from '../schema/index.ts'
import { decodeLive, type ShapeType } from './frames.ts'

/** The channel a host gives: bytes to everyone else on the board, and who they are. */
export interface LiveChannel {
  send(payload: Uint8Array): void
  /** An empty payload: that connection is gone. */
  subscribe(listener: (connection: number, payload: Uint8Array) => void): () => void
  /** Who a connection is; null when not known (yet). */
  person(connection: number): { readonly name: string; readonly colour: string } | null
}

/** What is shown of one peer. Times in ms, of the clock `follow` was given. */
export interface PeerPresence {
  readonly cursor: { readonly x: number; readonly y: number; readonly at: number } | null
  /** Where a laser pointer has just been, oldest first. */
  readonly trail: readonly { readonly x: number; readonly y: number; readonly at: number }[]
  readonly stroke: { readonly colour: string; readonly width: number; readonly points: readonly Point[] } | null
  readonly shape: ({ readonly colour: string; readonly type: ShapeType } & Bounds) | null
  /** Since when nothing is in progress: the last of it stays until the document's own shows. */
  readonly doneAt: number | null
}

export const TRAIL_MS = 900
export const LINGER_MS = 400
/** Longer than anybody draws without letting go; a stroke that never ends shall not fill the memory. */
const MAX_POINTS = 20_000
const NOTHING: PeerPresence = { cursor: null, trail: [], stroke: null, shape: null, doneAt: null }

/** Folds one frame of a peer into what is shown of them; `now` in ms. What is no frame changes nothing. */
export function follow(before: PeerPresence = NOTHING, payload: Uint8Array, now: number): PeerPresence {
  const frame = decodeLive(payload)
  switch (frame?.kind) {
    case 'cursor': {
      const cursor = { x: frame.x, y: frame.y, at: now }
      const trail = before.trail.filter(({ at }) => now - at < TRAIL_MS)
      return { ...before, cursor, trail: frame.laser ? [...trail, cursor] : trail }
    }
    case 'stroke': {
      const drawn = frame.first || !before.stroke || before.doneAt !== null ? [] : before.stroke.points
      const points = [...drawn, ...frame.points].slice(0, MAX_POINTS)
      return { ...before, stroke: { colour: frame.colour, width: frame.width, points }, shape: null, doneAt: null }
    }
    case 'shape':
      return { ...before, shape: frame, stroke: null, doneAt: null }
    case 'done':
      return { ...before, doneAt: before.doneAt ?? now }
    default:
      return before
  }
}
