import type { BoardElement } from './element.ts'
import type { Bounds } from './bounds.ts'

/** A titled frame as one draws it; its place in the order is for whoever puts it there to say. */
export const frameAt = (id: string, name: string, { x, y, width, height }: Bounds): BoardElement =>
  ({
    id,
    type: 'frame',
    name,
    x,
    y,
    width,
    height,
    angle: 0,
    index: null,
    version: 1,
    versionNonce: 1,
    isDeleted: false,
  }) as unknown as BoardElement
