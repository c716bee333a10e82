export { addNote, editNote, freePlace, removeNote } from './notes.ts'
export { outline, outlineText, type OutlineEntry } from './outline.ts'
