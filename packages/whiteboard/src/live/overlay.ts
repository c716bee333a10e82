import type { Point } from '../schema/index.ts'
import { LINGER_MS, TRAIL_MS, type PeerPresence } from './presence.ts'

/** How scene pixels lie on the screen. */
export interface Viewport {
  readonly scrollX: number
  readonly scrollY: number
  readonly zoom: number
  readonly width: number
  readonly height: number
}
export interface Peer {
  readonly presence: PeerPresence
  readonly name: string
  readonly colour: string
}

const CURSOR_SHOWN_MS = 10_000
const LONGEST_NAME = 24

function prepare(context: CanvasRenderingContext2D, { width, height }: Viewport): void {
  const ratio = globalThis.devicePixelRatio || 1
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineJoin = 'round'
  context.lineCap = 'round'
}
const onScreen =
  ({ scrollX, scrollY, zoom }: Viewport) =>
  (x: number, y: number): [number, number] => [(x + scrollX) * zoom, (y + scrollY) * zoom]

/** Draws what peers are drawing. Answers whether it will look different by itself soon. */
export function drawWork(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  peers: readonly Peer[],
  now: number,
): boolean {
  prepare(context, viewport)
  const at = onScreen(viewport)
  let fades = false
  for (const { presence } of peers) {
    const { stroke, shape, doneAt } = presence
    if ((!stroke && !shape) || (doneAt !== null && now - doneAt > LINGER_MS)) continue
    fades ||= doneAt !== null
    context.strokeStyle = (stroke ?? shape)!.colour
    context.lineWidth = Math.max(1, (stroke?.width ?? 2) * viewport.zoom)
    context.beginPath()
    if (stroke) trace(context, stroke.points, at)
    else
      outlineOf(context, shape!, ...at(shape!.x, shape!.y), shape!.width * viewport.zoom, shape!.height * viewport.zoom)
    context.stroke()
    context.setLineDash([])
  }
  return fades
}

function trace(
  context: CanvasRenderingContext2D,
  points: readonly Point[],
  at: (x: number, y: number) => [number, number],
): void {
  for (const [x, y] of points) context.lineTo(...at(x, y))
  // A dot: a line of no length is drawn as its round cap.
  if (points.length === 1) context.lineTo(...at(...points[0]!))
}

function outlineOf(
  context: CanvasRenderingContext2D,
  { type }: { type: string },
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  if (type === 'selection') {
    context.lineWidth = 1.5
    context.setLineDash([6, 4])
  }
  if (type === 'ellipse')
    context.ellipse(x + width / 2, y + height / 2, Math.abs(width / 2), Math.abs(height / 2), 0, 0, Math.PI * 2)
  else if (type === 'diamond') {
    context.moveTo(x + width / 2, y)
    context.lineTo(x + width, y + height / 2)
    context.lineTo(x + width / 2, y + height)
    context.lineTo(x, y + height / 2)
    context.closePath()
  } else context.rect(x, y, width, height)
}

/** Draws peers' cursors and laser pointers. Answers whether it will look different by itself soon. */
export function drawCursors(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  peers: readonly Peer[],
  now: number,
): boolean {
  prepare(context, viewport)
  const at = onScreen(viewport)
  let fades = false
  for (const { presence, name, colour } of peers) {
    const trail = presence.trail.filter((spot) => now - spot.at < TRAIL_MS)
    fades ||= trail.length > 0
    context.strokeStyle = colour
    trail.forEach((spot, index) => {
      const next = trail[index + 1] ?? spot
      context.globalAlpha = 1 - (now - spot.at) / TRAIL_MS
      context.lineWidth = 5 * context.globalAlpha + 1
      context.beginPath()
      trace(
        context,
        [
          [spot.x, spot.y],
          [next.x, next.y],
        ],
        at,
      )
      context.stroke()
    })
    context.globalAlpha = 1
    if (presence.cursor && now - presence.cursor.at < CURSOR_SHOWN_MS)
      drawCursor(context, ...at(presence.cursor.x, presence.cursor.y), name, colour)
  }
  return fades
}

function drawCursor(context: CanvasRenderingContext2D, x: number, y: number, name: string, colour: string): void {
  context.fillStyle = colour
  context.strokeStyle = '#ffffff'
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + 4, y + 15)
  context.lineTo(x + 8, y + 9)
  context.lineTo(x + 15, y + 8)
  context.closePath()
  context.stroke()
  context.fill()
  context.font = '600 12px system-ui, sans-serif'
  const label = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
  const width = context.measureText(label).width + 12
  context.beginPath()
  context.roundRect(x + 12, y + 14, width, 20, 6)
  context.fill()
  context.fillStyle = '#ffffff'
  context.fillText(label, x + 18, y + 28)
}
