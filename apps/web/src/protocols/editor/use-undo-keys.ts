import { useEffect, useEffectEvent } from 'react'
import type { Edit } from '../model/editing.ts'

/** Undo and redo by the keys everyone knows, also while a field has the focus: fields are drawn from the draft. */
export function useUndoKeys(onEdit: (edit: Edit) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    if ((event.target as HTMLElement).closest('[role="dialog"]')) return
    const key = event.key.toLowerCase()
    const type = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : null
    if (type === null) return
    event.preventDefault()
    onEdit({ type })
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}
