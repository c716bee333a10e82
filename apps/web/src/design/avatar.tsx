import css from './design.module.css'

/** Dark enough for white letters, far enough apart to tell people by. */
const colours = ['#1f5c43', '#7a3b8f', '#1d5a8a', '#97480f', '#a8253a', '#4a5a12', '#2f4a9c', '#83304f'] as const

/** The same colour for the same person everywhere: tile, list and cursor. */
export function colourOf(id: string): string {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0
  return colours[sum % colours.length]!
}
const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0])
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase()

export const Avatar = ({ id, name }: { id: string; name: string }) => (
  <span className={css.avatar} style={{ background: colourOf(id) }} aria-hidden="true">
    {initialsOf(name)}
  </span>
)
