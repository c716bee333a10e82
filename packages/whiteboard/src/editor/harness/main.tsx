import { createRef, lazy, StrictMode, Suspense, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { layOut } from '../../carry/index.ts'
import { addNote, outline } from '../../outline/index.ts'
import { readScene, type BoardElement } from '../../schema/index.ts'
import type { BoardHandle } from '../index.ts'
import * as Y from 'yjs'
import { createPair, type Side } from './channel.ts'
import { createSwitch } from './switch.ts'

const Board = lazy(() => import('../index.ts'))
const parameters = new URLSearchParams(location.search)
const boards = Number(parameters.get('boards') ?? 2)
const theme = parameters.get('theme') === 'dark' ? 'dark' : 'light'

/** What a test may ask of the page. */
export interface Harness {
  scene(side: 0 | 1): BoardElement[]
  together(isTogether: boolean): void
  setWrite(side: 0 | 1, canWrite: boolean): void
  show(side: 0 | 1, isShown: boolean): void
  note(side: 0 | 1, text: string): void
  sent(side: 0 | 1): ReturnType<Side['sent']>
  /** What a board begins with, as the server lays it there. */
  layOut(side: 0 | 1, titles: string[]): void
  /** The board as a list, the lines under a frame set in. */
  listed(side: 0 | 1): string[]
  makeTheme(side: 0 | 1, name: string): void
  /** How many things are chosen. */
  chosen(side: 0 | 1): number
  /** Dots are placed, or were counted; null: neither. */
  setDots(side: 0 | 1, dots: 'placing' | 'counted' | null): void
  dots(side: 0 | 1): { readonly [noteId: string]: number }
  /** The picture of a scene as the editor itself exports it; `images`: data URLs by file id. */
  exported(scene: readonly BoardElement[], images: Readonly<Record<string, string>>): Promise<string>
}
declare global {
  interface Window {
    harness: Harness
  }
}

const { sides, together } = createPair()
const halves = sides.map((side) => ({
  side,
  canWrite: createSwitch(true),
  isShown: createSwitch(true),
  dots: createSwitch<'placing' | 'counted' | null>(null),
  mine: createSwitch<{ readonly [noteId: string]: number }>({}),
  board: createRef<BoardHandle>(),
  chosen: createSwitch(0),
}))
window.harness = {
  scene: (at) => readScene(sides[at].doc),
  together,
  setWrite: (at, canWrite) => halves[at]!.canWrite.set(canWrite),
  show: (at, isShown) => halves[at]!.isShown.set(isShown),
  note: (at, text) => addNote(sides[at].doc, text, [crypto.randomUUID(), crypto.randomUUID()]),
  sent: (at) => sides[at].sent(),
  layOut(at, titles) {
    const laid = layOut(Y.encodeStateAsUpdate(sides[at].doc), { kind: 'columns', titles }, (part) => `begun-${part}`)
    if (laid) Y.applyUpdate(sides[at].doc, laid, 'server')
  },
  listed: (at) => outline(readScene(sides[at].doc)).map(({ text, level }) => `${'  '.repeat(level)}${text}`),
  makeTheme: (at, name) => halves[at]!.board.current?.makeTheme(name),
  chosen: (at) => halves[at]!.chosen.get(),
  setDots: (at, dots) => halves[at]!.dots.set(dots),
  dots: (at) => halves[at]!.mine.get(),
  exported: async (scene, images) => (await import('./exported.ts')).exported(scene, images),
}

async function uploadFile(blob: Blob): Promise<{ url: string } | null> {
  if (parameters.get('files') === 'refused') return null
  const response = await fetch('/files', { method: 'POST', body: blob })
  return response.ok ? ((await response.json()) as { url: string }) : null
}

function Half({ side, canWrite, isShown, dots, mine, board, chosen }: (typeof halves)[number]) {
  const mayWrite = useSyncExternalStore(canWrite.subscribe, canWrite.get)
  const isOpen = useSyncExternalStore(isShown.subscribe, isShown.get)
  const dotsAre = useSyncExternalStore(dots.subscribe, dots.get)
  const on = useSyncExternalStore(mine.subscribe, mine.get)
  const change = (noteId: string, by: number) => mine.set({ ...on, [noteId]: (on[noteId] ?? 0) + by })
  const isPlacing = dotsAre === 'placing'
  if (!isOpen) return <p>Put away</p>
  return (
    <Suspense fallback={<p>Opening</p>}>
      <Board
        doc={side.doc}
        live={side.live}
        handle={board}
        canWrite={mayWrite && !isPlacing}
        onChosen={chosen.set}
        dots={
          dotsAre && {
            on,
            change: isPlacing ? change : null,
            label: (count, text) => (isPlacing ? `Take one back from: ${text}` : `${count} on: ${text}`),
          }
        }
        theme={theme}
        language={parameters.get('language') ?? 'en'}
        uploadFile={uploadFile}
      />
    </Suspense>
  )
}

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <main style={{ display: 'flex', height: '100dvh', background: theme === 'dark' ? '#121212' : '#ffffff' }}>
      <h1 style={{ position: 'absolute', clipPath: 'inset(50%)' }}>Board harness</h1>
      {halves.slice(0, boards).map((half, at) => (
        <section
          key={at}
          data-testid={`board-${at}`}
          style={{ flex: 1, minWidth: 0, borderInlineEnd: '1px solid #adb5bd' }}
        >
          <Half {...half} />
        </section>
      ))}
    </main>
  </StrictMode>,
)
