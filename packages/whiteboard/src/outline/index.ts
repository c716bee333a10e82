export { addNote, editNote, removeNote } from './notes.ts'
export { outlineText } from './outline-text.ts'
export { outline, type OutlineEntry } from './outline.ts'
