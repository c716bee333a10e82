import { useState } from 'react'

/** How many of a list's entries came while nobody looked at it. */
export function useUnread(count: number, looking: boolean): number {
  const [seen, setSeen] = useState(count)
  if (looking && seen !== count) setSeen(count)
  return looking ? 0 : count - seen
}
