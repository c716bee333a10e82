import { outline } from '@copse/whiteboard/outline'
import { readScene } from '@copse/whiteboard/schema'
import { useQuery } from '@tanstack/react-query'
import * as Y from 'yjs'
import { api } from '../app/api.ts'
import { MakeCard } from './make-card.tsx'

/** The words on a board, as a card may begin with them. */
export const notesOn = (doc: Y.Doc): string[] =>
  outline(readScene(doc))
    .map(({ text }) => text)
    .filter(Boolean)

function notesIn(update: string): string[] {
  const doc = new Y.Doc()
  Y.applyUpdate(
    doc,
    Uint8Array.from(atob(update), (character) => character.charCodeAt(0)),
  )
  const notes = notesOn(doc)
  doc.destroy()
  return notes
}

/** A card of a note on a board of the record. */
export default function CardFromBoard({
  url,
  ...card
}: { url: string } & Omit<Parameters<typeof MakeCard>[0], 'notes'>) {
  const { data } = useQuery({
    queryKey: ['snapshot', url],
    queryFn: () => api<{ update: string }>(url),
    staleTime: Infinity,
  })
  return data ? <MakeCard {...card} notes={notesIn(data.update)} /> : null
}
