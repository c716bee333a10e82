import { lazy, StrictMode, Suspense, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { addNote } from '../../outline/index.ts'
import { readScene, type BoardElement } from '../../schema/index.ts'
import { createPair, type Side } from './channel.ts'

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
  logBytes(side: 0 | 1): number
}
declare global {
  interface Window {
    harness: Harness
  }
}

const { sides, together } = createPair()
const setters: Pick<Harness, 'setWrite' | 'show'>[] = []
const bytes = [0, 0]
sides.forEach(({ doc }, at) =>
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'other side') bytes[at]! += update.length
  }),
)
window.harness = {
  scene: (side) => readScene(sides[side].doc),
  together,
  setWrite: (side, canWrite) => setters[side]!.setWrite(side, canWrite),
  show: (side, isShown) => setters[side]!.show(side, isShown),
  note: (side, text) => addNote(sides[side].doc, text, [crypto.randomUUID(), crypto.randomUUID()]),
  logBytes: (side) => bytes[side]!,
}

const uploadFile = (blob: Blob) =>
  fetch('/files', { method: 'POST', body: blob }).then((response) =>
    response.ok ? (response.json() as Promise<{ url: string }>) : null,
  )

function Half({ side, at }: { side: Side; at: number }) {
  const [canWrite, setWrite] = useState(true)
  const [isShown, show] = useState(true)
  setters[at] = { setWrite: (_side, now) => setWrite(now), show: (_side, now) => show(now) }
  if (!isShown) return <p>Put away</p>
  return (
    <Suspense fallback={<p>Opening</p>}>
      <Board
        doc={side.doc}
        live={side.live}
        canWrite={canWrite}
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
      {sides.slice(0, boards).map((side, at) => (
        <section
          key={at}
          data-testid={`board-${at}`}
          style={{ flex: 1, minWidth: 0, borderInlineEnd: '1px solid #adb5bd' }}
        >
          <Half side={side} at={at} />
        </section>
      ))}
    </main>
  </StrictMode>,
)
