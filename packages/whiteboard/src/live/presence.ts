import type { Point } from '../schema/index.ts'
import { decodeLive } from './frames.ts'

/** The channel a host gives: bytes to everyone else on the board, and who they are. */
export interface LiveChannel {
  send(payload: Uint8Array): void
  /** An empty payload: that connection is gone. */
  subscribe(listener: (connection: number, payload: Uint8Array) => void): () => void
  /** Who a connection is; null when not known (yet). */
  person(connection: number): { readonly name: string; readonly colour: string } | null
}

export interface PeerPresence {
  cursor: { x: number; y: number; laser: boolean; at: number } | null
  stroke: { colour: string; width: number; points: Point[] } | null
  shape: { colour: string; type: string; x: number; y: number; width: number; height: number } | null
}

/** Folds one frame of a peer into what is shown of them; `now` in ms. */
export function follow(presence: PeerPresence | undefined, payload: Uint8Array, now: number): PeerPresence {
  const before = presence ?? { cursor: null, stroke: null, shape: null }
  const frame = decodeLive(payload)
  switch (frame?.kind) {
    case 'cursor':
      return { ...before, cursor: { x: frame.x, y: frame.y, laser: frame.laser, at: now } }
    case 'stroke': {
      const points = frame.first || !before.stroke ? [...frame.points] : [...before.stroke.points, ...frame.points]
      return { ...before, stroke: { colour: frame.colour, width: frame.width, points }, shape: null }
    }
    case 'shape':
      return { ...before, shape: frame, stroke: null }
    case 'done':
      return { ...before, stroke: null, shape: null }
    default:
      return before
  }
}
