import { commonFields, fieldsOf, isId, type Field } from './checks.ts'
import { elementTypes, type BoardElement, type ElementType } from './element.ts'
import { isIndex } from './order.ts'
import { isCoordinate, type Point } from './points.ts'

export const hasPoints = (type: ElementType): boolean => type === 'line' || type === 'arrow' || type === 'freedraw'
export const fieldsFor = (type: ElementType): readonly (readonly [string, Field])[] => cachedFields.get(type)!
const cachedFields = new Map(elementTypes.map((type) => [type, Object.entries({ ...commonFields, ...fieldsOf[type] })]))

const isPressure = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1
const isOrthogonal = (points: readonly Point[]) =>
  points.every(([x, y], at) => at === 0 || Math.abs(x - points[at - 1]![0]) < 1 || Math.abs(y - points[at - 1]![1]) < 1)

/** What an elbow arrow must be for the editor to route it on; anything else is drawn as the straight arrow it can be. */
function mendElbow(element: Record<string, unknown>, points: readonly Point[]): void {
  const ends = [element.startBinding, element.endBinding] as ({ fixedPoint?: unknown } | null)[]
  if (!isOrthogonal(points) || ends.some((end) => end && !end.fixedPoint)) element.elbowed = false
  const segments = element.fixedSegments as { index: number }[] | null
  if (!element.elbowed || segments?.some(({ index }) => index < 1 || index >= points.length))
    element.fixedSegments = null
}

/** Whether a counter may still grow: at the end of whole numbers an editor could not mark its next change. */
const LAST_COUNT = 2 ** 52
const count = (value: number) => (Math.abs(value) < LAST_COUNT ? value : 1)

/** More lines than anybody can tell apart. A huge shape hatched finely would fill the memory of everyone who draws it. */
const MOST_HATCHES = 20_000
/** To hatch takes a step for each pixel, however wide the gaps. */
const WIDEST_GAP = 8
function isTooFine({ strokeWidth, width, height, points }: BoardElement): boolean {
  const across = points ? points.flat().map(Math.abs) : [width, height]
  const longest = across.reduce((one, other) => Math.max(one, other), 0)
  return longest / Math.min(4 * strokeWidth, WIDEST_GAP) > MOST_HATCHES
}

/**
 * An element with every field well-formed, or null when it has no place, no type of ours, no points or no words where it needs them. Missing
 * and malformed fields take their defaults; fields nobody knows are left out.
 */
export function admit(raw: Readonly<Record<string, unknown>>): BoardElement | null {
  const { id, x, y, width, height, angle, version, versionNonce } = raw
  const type = raw.type as ElementType
  if (!isId(id) || !elementTypes.includes(type)) return null
  if (
    ![x, y, width, height, angle].every(isCoordinate) ||
    !Number.isSafeInteger(version) ||
    !Number.isSafeInteger(versionNonce)
  )
    return null
  const element: Record<string, unknown> = {
    id,
    type,
    x,
    y,
    width: Math.abs(width as number),
    height: Math.abs(height as number),
    angle,
    index: isIndex(raw.index) ? raw.index : null,
    version: count(version as number),
    versionNonce: count(versionNonce as number),
    isDeleted: false,
  }
  for (const [name, [check, fallback]] of fieldsFor(type)) {
    const checked = check(raw[name])
    element[name] = checked === undefined ? fallback : checked
  }
  if (type === 'text') {
    if (element.text === '') return null
    element.originalText ??= element.text
  }
  if (hasPoints(type)) {
    const points = raw.points as readonly Point[] | undefined
    if (!Array.isArray(points) || points.length < (type === 'freedraw' ? 1 : 2)) return null
    if (!points.every((point) => Array.isArray(point) && point.length === 2 && point.every(isCoordinate))) return null
    element.points = points
    element.lastCommittedPoint = null
    if (type === 'arrow') mendElbow(element, points)
    if (type === 'freedraw') {
      element.pressures = Array.isArray(raw.pressures)
        ? raw.pressures.slice(0, points.length).map((pressure) => (isPressure(pressure) ? pressure : 0.5))
        : []
      if ((element.pressures as number[]).length < points.length) element.simulatePressure = true
      // The tip of a stroke that is done is drawn rounder; it is known by its last point.
      element.lastCommittedPoint = points.at(-1)
    }
  }
  const admitted = element as unknown as BoardElement
  if (admitted.fillStyle !== 'solid' && isTooFine(admitted)) element.fillStyle = 'solid'
  return admitted
}
