import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { useEffect, useRef } from 'react'
import { drawPeers, follow, type LiveChannel, type PeerPresence } from '../live/index.ts'

const UNKNOWN = { name: '…', colour: '#6b7280' }

/** Peers' cursors and work in progress above the board; takes no clicks and is nothing to a screen reader. */
export function PeerOverlay({ live, api }: { live: LiveChannel; api: ExcalidrawImperativeAPI }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current!
    const context = element.getContext('2d')!
    const peers = new Map<number, PeerPresence>()
    let frame = 0

    const draw = () => {
      frame = 0
      const { scrollX, scrollY, zoom } = api.getAppState()
      const { clientWidth: width, clientHeight: height } = element
      const ratio = globalThis.devicePixelRatio || 1
      if (element.width !== Math.round(width * ratio)) element.width = Math.round(width * ratio)
      if (element.height !== Math.round(height * ratio)) element.height = Math.round(height * ratio)
      const shown = [...peers].map(([connection, presence]) => ({ presence, ...(live.person(connection) ?? UNKNOWN) }))
      drawPeers(context, { scrollX, scrollY, zoom: zoom.value, width, height }, shown, performance.now())
    }
    const schedule = () => {
      frame ||= requestAnimationFrame(draw)
    }
    const unsubscribe = live.subscribe((connection, payload) => {
      if (payload.length === 0) peers.delete(connection)
      else peers.set(connection, follow(peers.get(connection), payload, performance.now()))
      schedule()
    })
    const stopScrolling = api.onScrollChange(schedule)
    // Cursors that rest fade away.
    const sweep = setInterval(schedule, 5000)
    return () => {
      unsubscribe()
      stopScrolling()
      clearInterval(sweep)
      cancelAnimationFrame(frame)
    }
  }, [live, api])
  return <canvas ref={canvas} className="copse-board__peers" aria-hidden="true" />
}
