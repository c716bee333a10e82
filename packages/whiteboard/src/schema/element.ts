import type { Point } from './points.ts'

/** The element types a board may hold. */
export const elementTypes = ['rectangle', 'ellipse', 'diamond', 'line', 'arrow', 'freedraw', 'text', 'image', 'frame'] as const
export type ElementType = (typeof elementTypes)[number]

/**
 * An element as Excalidraw draws it, as far as this package reads it. Everything else it carries passes through untouched.
 * Lengths are in scene pixels, angles in radians.
 */
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
  readonly opacity: number
  readonly seed: number
  readonly roundness: { readonly type: number; readonly value?: number } | null
  readonly frameId: string | null
  readonly link: string | null
  readonly points?: readonly Point[]
  readonly pressures?: readonly number[]
  readonly simulatePressure?: boolean
  readonly text?: string
  readonly originalText?: string
  readonly fontSize?: number
  readonly fontFamily?: number
  readonly lineHeight?: number
  readonly textAlign?: 'left' | 'center' | 'right'
  readonly verticalAlign?: 'top' | 'middle' | 'bottom'
  readonly containerId?: string | null
  readonly boundElements?: readonly { readonly id: string; readonly type: string }[] | null
  readonly startArrowhead?: string | null
  readonly endArrowhead?: string | null
  readonly fileId?: string | null
  readonly name?: string | null
  readonly [other: string]: unknown
}

/** The order elements are drawn in, the same for everyone. */
export const byIndex = (one: Pick<BoardElement, 'index' | 'id'>, other: Pick<BoardElement, 'index' | 'id'>): number => {
  const a = one.index ?? ''
  const b = other.index ?? ''
  return a < b ? -1 : a > b ? 1 : one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}
