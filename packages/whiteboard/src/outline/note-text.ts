/** Average width of a character as a share of the font size; the editor measures exactly when somebody edits there. */
const CHARACTER = 0.52

/** Text broken into lines that fit a width in scene pixels; words longer than a line are broken, as the editor breaks them. */
export function wrap(text: string, width: number, fontSize: number): string {
  const perLine = Math.max(4, Math.floor(width / (fontSize * CHARACTER)))
  const wrapLine = (line: string) => {
    const lines: string[] = ['']
    for (const word of line.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${perLine}}`, 'gu')) ?? [''])) {
      const last = lines.at(-1)!
      if (last === '') lines[lines.length - 1] = word
      else if (last.length + 1 + word.length <= perLine) lines[lines.length - 1] = `${last} ${word}`
      else lines.push(word)
    }
    return lines
  }
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap(wrapLine)
    .join('\n')
}

/** How high lines of text are, in scene pixels. */
export const heightOf = (wrapped: string, fontSize: number, lineHeight: number): number =>
  wrapped.split('\n').length * fontSize * lineHeight
/** How wide the longest line is, about. */
export const widthOf = (wrapped: string, fontSize: number): number =>
  Math.max(...wrapped.split('\n').map((line) => line.length)) * fontSize * CHARACTER
