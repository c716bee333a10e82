export { outlineText } from '../outline/index.ts'
export { sceneFromUpdate, type BoardElement } from '../schema/index.ts'
export { toExcalidrawFile } from './excalidraw-file.ts'
export { drawPiece, piecesOf, renderSvg, viewOf, type Piece } from './svg.ts'
