import type { ReplayBoard, SessionId } from '@copse/contract'
import type { Contribution } from '@copse/whiteboard/history'
import { byIndex, type BoardElement, type BoardFile } from '@copse/whiteboard/schema'
import { createStore } from 'zustand/vanilla'
import type { Answer, Ask } from './board-worker.ts'

export interface BoardView {
  /** The moment the scene is of; null: none yet. */
  readonly at: number | null
  readonly scene: readonly BoardElement[]
  readonly authors: readonly string[]
  /** Whether all that was drawn until then has come. */
  readonly whole: boolean
  /** Of the log, read so far. */
  readonly share: number
  readonly files: Readonly<Record<string, BoardFile>>
  readonly contributions: readonly Contribution[]
  /** The rest does not come. */
  readonly failed: boolean
}

const nothing: BoardView = {
  at: null,
  scene: [],
  authors: [],
  whole: false,
  share: 0,
  files: {},
  contributions: [],
  failed: false,
}

/** One board of a session through time: a worker reads its log and finds moments; here the last one asked for is kept. */
export function createBoardReader(sessionId: SessionId, { name, pieces }: ReplayBoard, from: number) {
  const store = createStore<BoardView>(() => nothing)
  const elements = new Map<string, BoardElement>()
  let worker: Worker | null = null
  /** The last moment asked for, and whether an answer is under way. */
  let wanted = from
  let isAsked = false

  const ask = (question: Ask) => worker?.postMessage(question)
  function look(): void {
    if (isAsked) return
    isAsked = true
    ask({ type: 'seek', at: wanted })
  }

  function take({ at, put, gone, authors, whole }: Extract<Answer, { type: 'scene' }>): void {
    isAsked = false
    for (const element of put) elements.set(element.id, element)
    for (const id of gone) elements.delete(id)
    const { scene } = store.getState()
    const changes = put.length > 0 || gone.length > 0
    store.setState({ at, authors, whole, scene: changes ? [...elements.values()].sort(byIndex) : scene })
    if (at !== wanted) look()
  }

  return {
    store,
    /** Begins to read, from the start; answers how to stop. */
    start(): () => void {
      worker?.terminate()
      const started = new Worker(new URL('./board-worker.ts', import.meta.url), { type: 'module' })
      worker = started
      elements.clear()
      isAsked = false
      store.setState({ ...nothing, scene: store.getState().scene })
      started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
        if (data.type === 'scene') return take(data)
        if (data.type === 'failed') return store.setState({ failed: true })
        const { share, files, contributions } = data
        store.setState({ share, files, contributions })
        if (!store.getState().whole) look()
      })
      ask({ type: 'open', address: `/api/sessions/${sessionId}/record/replay/${name}`, pieces, from })
      look()
      return () => started.terminate()
    },
    /** Shows a moment as soon as the one before is found; of several asked for meanwhile the last. */
    seek(at: number): void {
      wanted = at
      look()
    },
  }
}
