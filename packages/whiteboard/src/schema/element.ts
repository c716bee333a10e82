import type { Point } from './points.ts'

/** The element types a board may hold. */
export const elementTypes = [
  'rectangle',
  'ellipse',
  'diamond',
  'line',
  'arrow',
  'freedraw',
  'text',
  'image',
  'frame',
] as const
export type ElementType = (typeof elementTypes)[number]

/** Where an arrow's end is held by another element. */
export interface Binding {
  readonly elementId: string
  readonly focus: number
  readonly gap: number
  readonly fixedPoint?: Point | null
}

/** An element as Excalidraw draws it. Lengths are in scene pixels, angles in radians; all fields are well-formed. */
export interface BoardElement {
  readonly id: string
  readonly type: ElementType
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
  /** Fractional index: elements are drawn in its order, ties by id. */
  readonly index: string | null
  readonly version: number
  readonly versionNonce: number
  readonly isDeleted: boolean
  readonly strokeColor: string
  readonly backgroundColor: string
  readonly fillStyle: 'hachure' | 'cross-hatch' | 'solid' | 'zigzag'
  readonly strokeWidth: number
  readonly strokeStyle: 'solid' | 'dashed' | 'dotted'
  readonly roughness: number
  /** Per cent. */
  readonly opacity: number
  readonly seed: number
  readonly roundness: { readonly type: number; readonly value?: number } | null
  readonly groupIds: readonly string[]
  readonly frameId: string | null
  readonly boundElements: readonly { readonly id: string; readonly type: 'arrow' | 'text' }[] | null
  readonly link: string | null
  readonly locked: boolean
  /** Lines, arrows and pen strokes; relative to x and y. */
  readonly points?: readonly Point[]
  readonly pressures?: readonly number[]
  readonly simulatePressure?: boolean
  readonly startBinding?: Binding | null
  readonly endBinding?: Binding | null
  readonly startArrowhead?: string | null
  readonly endArrowhead?: string | null
  readonly elbowed?: boolean
  /** As shown, with line breaks where it wraps; `originalText` is as typed. */
  readonly text?: string
  readonly originalText?: string
  readonly fontSize?: number
  readonly fontFamily?: number
  readonly lineHeight?: number
  readonly textAlign?: 'left' | 'center' | 'right'
  readonly verticalAlign?: 'top' | 'middle' | 'bottom'
  readonly containerId?: string | null
  readonly fileId?: string | null
  readonly scale?: Point
  readonly crop?: Readonly<Record<'x' | 'y' | 'width' | 'height' | 'naturalWidth' | 'naturalHeight', number>> | null
  readonly name?: string | null
  readonly [other: string]: unknown
}
