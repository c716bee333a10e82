/** The words the board itself needs; Excalidraw brings its own for its tools. */
export interface BoardLabels {
  /** What a screen reader calls the board. */
  readonly board: string
  readonly drawingSurface: string
  readonly imageRefused: string
}

export const englishLabels: BoardLabels = {
  board: 'Whiteboard',
  drawingSurface: 'Drawing surface; the outline lists what is on it',
  imageRefused: 'This image could not be kept. PNG, JPEG, GIF and WebP up to 4 MB can.',
}
