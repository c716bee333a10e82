import { createTimeline, unpackLog, type Contribution } from '@copse/whiteboard/history'
import type { BoardElement, BoardFile } from '@copse/whiteboard/schema'

export type Ask =
  /** Reads a board's log from its address, piece by piece; once. */
  | { readonly type: 'open'; readonly address: string; readonly pieces: number; readonly from: number }
  | { readonly type: 'seek'; readonly at: number }

export type Answer =
  | {
      readonly type: 'read'
      /** Of all that is to be read. */
      readonly share: number
      readonly files: Record<string, BoardFile>
      readonly contributions: readonly Contribution[]
    }
  | {
      readonly type: 'scene'
      readonly at: number
      /** What became another since the scene before, and what is there no more. */
      readonly put: readonly BoardElement[]
      readonly gone: readonly string[]
      readonly authors: readonly string[]
      /** All that was drawn until then has been read. */
      readonly whole: boolean
    }
  | { readonly type: 'failed' }

/** Who drew within this time before a moment is drawing at it. */
const DRAWING_MS = 5000
/** Rows between which a question is answered. */
const BATCH = 250

const timeline = createTimeline()
let shown = new Map<string, BoardElement>()
let lastAt = -Infinity
let isRead = false

const say = (answer: Answer) => postMessage(answer)
const breath = () => new Promise((resolve) => setTimeout(resolve, 0))

async function read({ address, pieces, from }: Extract<Ask, { type: 'open' }>): Promise<void> {
  for (let piece = 0; piece < pieces; piece++) {
    const response = await fetch(`${address}/${piece}`)
    const rows = response.ok ? unpackLog(new Uint8Array(await response.arrayBuffer()), from) : null
    if (!rows) return say({ type: 'failed' })
    for (let at = 0; at < rows.length; at += BATCH) {
      const batch = rows.slice(at, at + BATCH)
      timeline.append(batch)
      lastAt = batch.at(-1)!.at
      await breath()
    }
    isRead = piece === pieces - 1
    say({
      type: 'read',
      share: (piece + 1) / pieces,
      files: timeline.files(),
      contributions: isRead ? timeline.contributions() : [],
    })
  }
}

function show(at: number): void {
  const before = shown
  const scene = timeline.sceneAt(at)
  shown = new Map(scene.map((element) => [element.id, element]))
  say({
    type: 'scene',
    at,
    put: scene.filter((element) => before.get(element.id) !== element),
    gone: [...before.keys()].filter((id) => !shown.has(id)),
    authors: timeline.authorsBetween(at - DRAWING_MS, at),
    whole: isRead || at < lastAt,
  })
}

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  if (data.type === 'seek') return show(data.at)
  if (data.pieces === 0) isRead = true
  read(data).catch(() => say({ type: 'failed' }))
})
