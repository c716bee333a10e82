import type { BoardFile } from '@copse/whiteboard/schema'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'

/** The bytes of an image as they stand in a picture; null where it is gone. */
async function dataUrlOf(url: string): Promise<string | null> {
  const response = await fetch(url)
  if (!response.ok) return null
  const blob = await response.blob()
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => resolve(null))
    reader.readAsDataURL(blob)
  })
}

/** A board's images by the id their elements name, as far as they are here. */
export function useImages(files: Readonly<Record<string, BoardFile>>): Readonly<Record<string, string>> {
  const named = useMemo(() => Object.entries(files), [files])
  const found = useQueries({
    queries: named.map(([, { url }]) => ({
      queryKey: ['image', url],
      queryFn: () => dataUrlOf(url),
      staleTime: Infinity,
    })),
    combine: (results) => results.map(({ data }) => data ?? null),
  })
  return useMemo(
    () => Object.fromEntries(named.flatMap(([id], at) => (found[at] ? [[id, found[at]] as const] : []))),
    [named, found],
  )
}
