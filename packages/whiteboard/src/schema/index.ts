export { elementsOf, filesOf, readElement, readScene, sceneFromUpdate, writeElement, type BoardFile } from './document.ts'
export { byIndex, elementTypes, type BoardElement, type ElementType } from './element.ts'
export { decodePoints, encodePoints, type Point } from './points.ts'
