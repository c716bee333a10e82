import { lazy, StrictMode, Suspense, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { addNote } from '../../outline/index.ts'
import { readScene, type BoardElement } from '../../schema/index.ts'
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
}
declare global {
  interface Window {
    harness: Harness
  }
}

const { sides, together } = createPair()
const halves = sides.map((side) => ({ side, canWrite: createSwitch(true), isShown: createSwitch(true) }))
window.harness = {
  scene: (at) => readScene(sides[at].doc),
  together,
  setWrite: (at, canWrite) => halves[at]!.canWrite.set(canWrite),
  show: (at, isShown) => halves[at]!.isShown.set(isShown),
  note: (at, text) => addNote(sides[at].doc, text, [crypto.randomUUID(), crypto.randomUUID()]),
  sent: (at) => sides[at].sent(),
}

async function uploadFile(blob: Blob): Promise<{ url: string } | null> {
  if (parameters.get('files') === 'refused') return null
  const response = await fetch('/files', { method: 'POST', body: blob })
  return response.ok ? ((await response.json()) as { url: string }) : null
}

function Half({ side, canWrite, isShown }: (typeof halves)[number]) {
  const mayWrite = useSyncExternalStore(canWrite.subscribe, canWrite.get)
  const isOpen = useSyncExternalStore(isShown.subscribe, isShown.get)
  if (!isOpen) return <p>Put away</p>
  return (
    <Suspense fallback={<p>Opening</p>}>
      <Board
        doc={side.doc}
        live={side.live}
        canWrite={mayWrite}
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
