import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { elementTypes, filesOf, writeElement } from '../schema/index.ts'
import { element } from '../testing.ts'
import { outlineText, sceneFromUpdate, toExcalidrawFile } from './index.ts'

function boardUpdate(): Uint8Array {
  const doc = new Y.Doc()
  for (const type of elementTypes) writeElement(doc, element(type, { id: type }))
  filesOf(doc).set('f1', { mimeType: 'image/png', url: '/files/f1' })
  return Y.encodeStateAsUpdate(doc)
}

describe('a board taken elsewhere', () => {
  it('[W44] as an Excalidraw file is JSON of its version 2 with every element and image', () => {
    const { scene } = sceneFromUpdate(boardUpdate())
    const images = { f1: { mimeType: 'image/png', dataURL: 'data:image/png;base64,AA==' } }
    const file = JSON.parse(toExcalidrawFile(scene, images)) as Record<string, unknown>
    expect(file).toMatchObject({ type: 'excalidraw', version: 2, appState: {} })
    expect(file.elements).toEqual(JSON.parse(JSON.stringify(scene)))
    expect(file.files).toEqual({ f1: { id: 'f1', ...images.f1, created: 0 } })
    expect(JSON.parse(toExcalidrawFile([]))).toMatchObject({ elements: [], files: {} })
  })

  it('[W44] is read from its update alone, with its files and its outline', () => {
    const { scene, files } = sceneFromUpdate(boardUpdate())
    expect(scene.map(({ type }) => type).toSorted()).toEqual(elementTypes.toSorted())
    expect(files).toEqual({ f1: { mimeType: 'image/png', url: '/files/f1' } })
    expect(outlineText(scene)).toContain('- Text: Words')
  })

  it('[W1] bytes that are no update are refused, not read as an empty board', () => {
    expect(() => sceneFromUpdate(Uint8Array.of(9, 9, 9, 9))).toThrow('Unexpected end of array')
  })
})
