export { outlineText } from '../outline/outline.ts'
export { sceneFromUpdate, type BoardElement } from '../schema/index.ts'
export { toExcalidrawFile } from './excalidraw-file.ts'
export { boundsOf, renderSvg } from './svg.ts'
