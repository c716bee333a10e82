export { default, type BoardProps } from './board.tsx'
export { englishLabels, type BoardLabels } from './labels.ts'
