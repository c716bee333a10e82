export { Board, default, type BoardProps } from './board.tsx'
