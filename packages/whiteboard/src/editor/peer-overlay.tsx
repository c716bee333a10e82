import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { useEffect, useRef } from 'react'
import { drawCursors, drawWork, follow, type LiveChannel, type PeerPresence } from '../live/index.ts'

const UNKNOWN = { name: '…', colour: '#6b7280' }
/** Cursors that rest fade away, even when nothing else happens. */
const SWEEP_MS = 5000

/**
 * Peers' cursors and work in progress above the board, on canvases of their own, so that the scene is not drawn anew for each movement.
 * Takes no clicks and is nothing to a screen reader.
 */
export function PeerOverlay({ live, api }: { live: LiveChannel; api: ExcalidrawImperativeAPI }) {
  const work = useRef<HTMLCanvasElement>(null)
  const cursors = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const layers = [
      [work.current!, drawWork],
      [cursors.current!, drawCursors],
    ] as const
    const presences = new Map<number, PeerPresence>()
    let frame = 0

    const draw = () => {
      frame = 0
      const { scrollX, scrollY, zoom } = api.getAppState()
      const { clientWidth: width, clientHeight: height } = work.current!
      const viewport = { scrollX, scrollY, zoom: zoom.value, width, height }
      const peers = [...presences].map(([connection, presence]) => ({
        presence,
        ...(live.person(connection) ?? UNKNOWN),
      }))
      let fades = false
      for (const [canvas, paint] of layers) {
        fit(canvas)
        fades = paint(canvas.getContext('2d')!, viewport, peers, performance.now()) || fades
      }
      if (fades) schedule()
    }
    const schedule = () => {
      frame ||= requestAnimationFrame(draw)
    }
    const unsubscribe = live.subscribe((connection, payload) => {
      if (payload.length === 0) presences.delete(connection)
      else presences.set(connection, follow(presences.get(connection), payload, performance.now()))
      schedule()
    })
    const stopScrolling = api.onScrollChange(schedule)
    const sizes = new ResizeObserver(schedule)
    sizes.observe(work.current!)
    const sweep = setInterval(schedule, SWEEP_MS)
    return () => {
      unsubscribe()
      stopScrolling()
      sizes.disconnect()
      clearInterval(sweep)
      cancelAnimationFrame(frame)
    }
  }, [live, api])
  return (
    <>
      <canvas ref={work} className="copse-board__work" aria-hidden="true" />
      <canvas ref={cursors} className="copse-board__cursors" aria-hidden="true" />
    </>
  )
}

/** As many pixels as the screen has where the canvas stands. */
function fit(canvas: HTMLCanvasElement): void {
  const ratio = globalThis.devicePixelRatio || 1
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}
