import type { Binding } from './element.ts'
import { isCoordinate, type Point } from './points.ts'

/** The well-formed value, or undefined. Others' documents are not to be trusted: what comes out is all an editor gets to see. */
type Check = (value: unknown) => unknown
/** How a field is checked, and what stands where it is missing or malformed. */
export type Field = readonly [check: Check, fallback: unknown]

const inherited = (name: string) => name in Object.prototype
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w:-]{1,64}$/.test(value) && !inherited(value)

const within = (min: number, max: number) => (value: unknown) =>
  typeof value === 'number' && value >= min && value <= max ? value : undefined
/** Half a character, as at the end of what was cut, would become another when it is sent. */
const text = (longest: number) => (value: unknown) =>
  typeof value === 'string' ? value.slice(0, longest).replaceAll(/\p{Surrogate}/gu, '\uFFFD') : undefined
/** Chance of nothing, or of a fraction, would be another at each drawing. */
const seed: Check = (value) =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) < 2 ** 32 ? value : undefined
const oneOf =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value) ? value : undefined
const orNull = (check: Check) => (value: unknown) => (value === null ? null : check(value))
const id: Check = (value) => (isId(value) ? value : undefined)
const flag: Check = (value) => (typeof value === 'boolean' ? value : undefined)
const listOf = (check: Check) => (value: unknown) =>
  Array.isArray(value) && value.length <= 1000 ? value.map(check).filter((item) => item !== undefined) : undefined
const record = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
const point: Check = (value) =>
  Array.isArray(value) && value.length === 2 && isCoordinate(value[0]) && isCoordinate(value[1])
    ? ([value[0], value[1]] as Point)
    : undefined

/** A name, or a colour written out; nothing that could be anything else in a style sheet or a picture. */
const COLOUR = /^(#[0-9a-f]{3,8}|[a-z]{3,30}|(rgb|hsl)a?\([\d\s.,%/-]{1,60}\))$/i
export const isColour = (value: unknown): value is string => typeof value === 'string' && COLOUR.test(value)
const colour: Check = (value) => (isColour(value) ? value : undefined)
const link: Check = (value) =>
  typeof value === 'string' && value.length <= 2000 && /^(https?:|mailto:)/i.test(value) ? value : undefined

const roundness: Check = (value) => {
  const { type, value: radius } = record(value) ?? {}
  if (![1, 2, 3].includes(type as number)) return undefined
  return isCoordinate(radius) ? { type, value: radius } : { type }
}
const bound: Check = (value) => {
  const { id, type } = record(value) ?? {}
  return isId(id) && (type === 'arrow' || type === 'text') ? { id, type } : undefined
}
const binding: Check = (value) => {
  const { elementId, focus, gap, fixedPoint } = record(value) ?? {}
  if (!isId(elementId) || !isCoordinate(focus) || !isCoordinate(gap)) return undefined
  const fixed = point(fixedPoint)
  return (fixed ? { elementId, focus, gap, fixedPoint: fixed } : { elementId, focus, gap }) as Binding
}
const segment: Check = (value) => {
  const { index, start, end } = record(value) ?? {}
  const [from, to] = [point(start), point(end)]
  return Number.isInteger(index) && from && to ? { index, start: from, end: to } : undefined
}
const crop: Check = (value) => {
  const box = record(value) ?? {}
  const names = ['x', 'y', 'width', 'height', 'naturalWidth', 'naturalHeight']
  const sound =
    names.every((name) => isCoordinate(box[name])) && names.slice(2).every((name) => (box[name] as number) > 0)
  return sound ? Object.fromEntries(names.map((name) => [name, box[name]])) : undefined
}
const scale: Check = (value) =>
  Array.isArray(value) && value.length === 2 && value.every((side) => side === 1 || side === -1)
    ? [value[0], value[1]]
    : undefined

const heads = [
  'arrow',
  'bar',
  'dot',
  'circle',
  'circle_outline',
  'triangle',
  'triangle_outline',
  'diamond',
  'diamond_outline',
]
const head = orNull(oneOf(...heads, 'crowfoot_one', 'crowfoot_many', 'crowfoot_one_or_many'))
const LONGEST_TEXT = 20_000

/** The fields every element has, besides its place. */
export const commonFields: Readonly<Record<string, Field>> = {
  strokeColor: [colour, '#1e1e1e'],
  backgroundColor: [colour, 'transparent'],
  fillStyle: [oneOf('solid', 'hachure', 'cross-hatch', 'zigzag'), 'solid'],
  strokeWidth: [within(0.1, 100), 2],
  strokeStyle: [oneOf('solid', 'dashed', 'dotted'), 'solid'],
  roughness: [within(0, 3), 1],
  opacity: [within(0, 100), 100],
  seed: [seed, 1],
  roundness: [orNull(roundness), null],
  groupIds: [listOf(id), []],
  frameId: [orNull(id), null],
  boundElements: [orNull(listOf(bound)), null],
  link: [orNull(link), null],
  locked: [flag, false],
}

const bindings = { startBinding: [orNull(binding), null], endBinding: [orNull(binding), null] } as const

/** The fields of one type of element, besides its points. */
export const fieldsOf: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  line: { ...bindings, startArrowhead: [head, null], endArrowhead: [head, null] },
  arrow: {
    ...bindings,
    startArrowhead: [head, null],
    endArrowhead: [head, 'arrow'],
    elbowed: [flag, false],
    fixedSegments: [orNull(listOf(segment)), null],
    startIsSpecial: [orNull(flag), null],
    endIsSpecial: [orNull(flag), null],
  },
  freedraw: { simulatePressure: [flag, true] },
  text: {
    text: [text(LONGEST_TEXT), ''],
    originalText: [text(LONGEST_TEXT), null],
    fontSize: [within(1, 1000), 20],
    fontFamily: [oneOf(1, 2, 3, 5, 6, 7, 8, 9), 5],
    lineHeight: [within(0.5, 5), 1.25],
    textAlign: [oneOf('left', 'center', 'right'), 'left'],
    verticalAlign: [oneOf('top', 'middle', 'bottom'), 'top'],
    containerId: [orNull(id), null],
    autoResize: [flag, true],
  },
  image: {
    fileId: [orNull(id), null],
    status: [oneOf('pending', 'saved', 'error'), 'pending'],
    scale: [scale, [1, 1]],
    crop: [orNull(crop), null],
  },
  frame: { name: [orNull(text(200)), null] },
}
