import type { PeerPresence } from './presence.ts'

/** How scene pixels lie on the screen. */
export interface Viewport {
  readonly scrollX: number
  readonly scrollY: number
  readonly zoom: number
  readonly width: number
  readonly height: number
}

const CURSOR_SHOWN_MS = 10_000

/** Draws peers' cursors and work in progress. On a canvas of its own, so that the scene is not drawn anew for each movement. */
export function drawPeers(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  peers: Iterable<{ presence: PeerPresence; name: string; colour: string }>,
  now: number,
): void {
  const ratio = globalThis.devicePixelRatio || 1
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, viewport.width, viewport.height)
  const toScreen = (x: number, y: number): [number, number] => [(x + viewport.scrollX) * viewport.zoom, (y + viewport.scrollY) * viewport.zoom]
  context.lineJoin = 'round'
  context.lineCap = 'round'
  for (const { presence, name, colour } of peers) {
    const { stroke, shape, cursor } = presence
    if (stroke && stroke.points.length > 0) {
      context.strokeStyle = stroke.colour
      context.lineWidth = Math.max(1, stroke.width * 1.6 * viewport.zoom)
      context.beginPath()
      for (const [x, y] of stroke.points) context.lineTo(...toScreen(x, y))
      context.stroke()
    }
    if (shape) {
      const [x, y] = toScreen(shape.x, shape.y)
      context.strokeStyle = shape.colour
      context.lineWidth = 1.5
      context.setLineDash([6, 4])
      context.strokeRect(x, y, shape.width * viewport.zoom, shape.height * viewport.zoom)
      context.setLineDash([])
    }
    if (cursor && now - cursor.at < CURSOR_SHOWN_MS) drawCursor(context, ...toScreen(cursor.x, cursor.y), name, colour, cursor.laser)
  }
}

function drawCursor(context: CanvasRenderingContext2D, x: number, y: number, name: string, colour: string, laser: boolean): void {
  context.fillStyle = colour
  context.beginPath()
  if (laser) context.arc(x, y, 6, 0, Math.PI * 2)
  else {
    context.moveTo(x, y)
    context.lineTo(x + 4, y + 15)
    context.lineTo(x + 8, y + 9)
    context.lineTo(x + 15, y + 8)
  }
  context.closePath()
  context.fill()
  context.font = '600 12px system-ui, sans-serif'
  const width = context.measureText(name).width + 12
  context.beginPath()
  context.roundRect(x + 12, y + 14, width, 20, 6)
  context.fill()
  context.fillStyle = '#ffffff'
  context.fillText(name, x + 18, y + 28)
}
