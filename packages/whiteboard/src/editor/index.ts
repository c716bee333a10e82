export { default, type BoardHandle, type BoardProps } from './board.tsx'
export type { BoardDots } from './dot-layer.tsx'
export { englishLabels, type BoardLabels } from './labels.ts'
