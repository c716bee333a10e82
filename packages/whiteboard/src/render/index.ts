export { outlineText } from '../outline/index.ts'
export { sceneFromUpdate, type BoardElement } from '../schema/index.ts'
export { toExcalidrawFile } from './excalidraw-file.ts'
export { renderSvg } from './svg.ts'
