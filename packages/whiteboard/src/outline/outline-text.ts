import type { BoardElement } from '../schema/index.ts'
import { outline, type OutlineEntry } from './outline.ts'

const words: Record<OutlineEntry['kind'], string> = {
  note: 'Note',
  text: 'Text',
  shape: 'Shape',
  drawing: 'Drawing',
  arrow: 'Line',
  image: 'Image',
  frame: 'Frame',
}

/** The outline as plain lines of text; drawings without words are counted, not listed one by one. */
export function outlineText(
  scene: readonly BoardElement[],
  name: (kind: OutlineEntry['kind']) => string = (kind) => words[kind],
): string {
  const entries = outline(scene)
  const lines = entries
    .filter((entry) => entry.text !== '' || entry.kind === 'image')
    .map((entry) => {
      const to = entry.to.length > 0 ? ` → ${entry.to.join('; ')}` : ''
      return `${'  '.repeat(entry.level)}- ${name(entry.kind)}: ${`${entry.text}${to}`.replaceAll('\n', ' / ')}`
    })
  const silent = entries.filter((entry) => entry.text === '' && entry.kind !== 'image').length
  if (silent > 0) lines.push(`- ${silent} × ${name('drawing')}`)
  return lines.join('\n')
}
