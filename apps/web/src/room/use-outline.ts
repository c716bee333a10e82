import { outline, type OutlineEntry } from '@copse/whiteboard/outline'
import { readScene } from '@copse/whiteboard/schema'
import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'

/** The document's outline, made anew at most five times a second. */
export function useOutline(doc: Y.Doc): OutlineEntry[] {
  const [entries, setEntries] = useState(() => outline(readScene(doc)))
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    const read = () => {
      timer.current = null
      setEntries(outline(readScene(doc)))
    }
    read()
    const onUpdate = () => {
      timer.current ??= setTimeout(read, 200)
    }
    doc.on('update', onUpdate)
    return () => {
      doc.off('update', onUpdate)
      if (timer.current) clearTimeout(timer.current)
      timer.current = null
    }
  }, [doc])
  return entries
}
