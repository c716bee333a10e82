const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text and attributes from a board are somebody's input: nothing of it may become markup, or make the picture unreadable. */
export const escape = (value: string): string =>
  value
    .replace(/[&<>"']/g, (character) => escapes[character]!)
    // XML 1.0 forbids control characters, halves of pairs and these two.
    .replace(/[^\P{Cc}\n\t]|[\p{Cs}\uFFFE\uFFFF]/gu, '')

export const number = (value: number): string => String(Math.round(value * 100) / 100)
