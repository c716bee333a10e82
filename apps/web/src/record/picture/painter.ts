import { drawPiece, piecesOf, type Piece } from '@copse/whiteboard/render'
import type { BoardElement } from '@copse/whiteboard/schema'

type Images = Readonly<Record<string, string>>
const SVG = 'http://www.w3.org/2000/svg'

export interface Painter {
  /** Shows a scene in the order it is drawn; only what became another object is drawn anew. `images`: data URLs by file id. */
  show(scene: readonly BoardElement[], images: Images): void
}

/** Keeps a layer of an SVG picture equal to a scene. `mark` begins the ids in it: unique in the page. */
export function createPainter(layer: SVGGElement, mark: string): Painter {
  const shown = new Map<string, { piece: Piece; node: SVGGElement; image: string | undefined }>()

  return {
    show(scene, images) {
      let place = layer.firstElementChild
      const here = new Set<string>()
      for (const piece of piecesOf(scene)) {
        const { id, fileId } = piece.element
        const image = fileId ? images[fileId] : undefined
        here.add(id)
        const before = shown.get(id)
        const same =
          before?.piece.element === piece.element &&
          before.piece.label === piece.label &&
          before.piece.frame === piece.frame &&
          before.image === image
        const node = before?.node ?? document.createElementNS(SVG, 'g')
        if (!same) {
          // Our own markup: whatever people wrote stands in it as text.
          node.innerHTML = drawPiece(piece, images, mark)
          shown.set(id, { piece, node, image })
        }
        if (node === place) place = place.nextElementSibling
        else layer.insertBefore(node, place)
      }
      for (const [id, { node }] of shown)
        if (!here.has(id)) {
          node.remove()
          shown.delete(id)
        }
    },
  }
}
