import { useEffect, useState, type Dispatch, type SetStateAction } from 'react'
import { useParams } from 'react-router'

/** Words being written in this session: kept while another tab of the panel is open, and through a reload. */
export function useDraft(name: string): [string, Dispatch<SetStateAction<string>>] {
  const { id } = useParams()
  const key = `copse.draft.${id}.${name}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '')
  useEffect(() => {
    if (text === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  }, [key, text])
  return [text, setText]
}
