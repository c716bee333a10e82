import fc from 'fast-check'
import { elementTypes, type BoardElement, type ElementType } from './schema/index.ts'

let made = 0

/** An element as an editor makes it, with what a test cares about. */
export function element(type: ElementType, change: Readonly<Record<string, unknown>> = {}): BoardElement {
  made += 1
  const linear = type === 'line' || type === 'arrow' || type === 'freedraw'
  return {
    id: `e${made}`,
    type,
    x: 10,
    y: 20,
    width: 100,
    height: 60,
    angle: 0,
    index: null,
    version: 1,
    versionNonce: made,
    isDeleted: false,
    strokeColor: '#1e1e1e',
    backgroundColor: 'transparent',
    fillStyle: 'solid',
    strokeWidth: 2,
    strokeStyle: 'solid',
    roughness: 1,
    opacity: 100,
    seed: made,
    roundness: null,
    groupIds: [],
    frameId: null,
    boundElements: null,
    link: null,
    locked: false,
    ...(linear && {
      points: [
        [0, 0],
        [40, 30],
        [100, 60],
      ],
    }),
    ...(type === 'freedraw' && { pressures: [], simulatePressure: true }),
    ...(type === 'text' && { text: 'Words', originalText: 'Words', fontSize: 20, fontFamily: 5, lineHeight: 1.25 }),
    ...(type === 'image' && { fileId: 'f1', status: 'saved', scale: [1, 1] }),
    ...(type === 'frame' && { name: 'Part one' }),
    ...change,
  } as BoardElement
}

const place = fc.double({ min: -50_000, max: 50_000, noNaN: true })
const length = fc.double({ min: 0, max: 5000, noNaN: true })
const points = fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 40 })
const colour = fc.constantFrom('#1e1e1e', '#ffec99', 'transparent', '#12345678', 'red', 'rgb(1, 2, 3)')

/** Any element a person could have drawn. */
export const anyElement: fc.Arbitrary<BoardElement> = fc
  .record({
    type: fc.constantFrom(...elementTypes),
    x: place,
    y: place,
    width: length,
    height: length,
    angle: fc.double({ min: 0, max: 6.28, noNaN: true }),
    strokeColor: colour,
    backgroundColor: colour,
    fillStyle: fc.constantFrom('solid', 'hachure', 'cross-hatch', 'zigzag'),
    strokeStyle: fc.constantFrom('solid', 'dashed', 'dotted'),
    strokeWidth: fc.constantFrom(1, 2, 4),
    roughness: fc.constantFrom(0, 1, 2),
    opacity: fc.integer({ min: 0, max: 100 }),
    roundness: fc.constantFrom(null, { type: 2 }, { type: 3 }, { type: 3, value: 12 }),
    locked: fc.boolean(),
    groupIds: fc.array(fc.constantFrom('g1', 'g2'), { maxLength: 2 }),
    points,
    text: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    endArrowhead: fc.constantFrom(null, 'arrow', 'bar', 'dot', 'triangle_outline', 'diamond', 'crowfoot_one_or_many'),
    simulatePressure: fc.boolean(),
    pressure: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ type, points: drawn, text, endArrowhead, simulatePressure, pressure, ...common }) =>
    element(type, {
      ...common,
      ...((type === 'line' || type === 'arrow' || type === 'freedraw') && { points: drawn }),
      ...(type === 'arrow' && { endArrowhead }),
      ...(type === 'freedraw' && { simulatePressure, pressures: simulatePressure ? [] : drawn.map(() => pressure) }),
      ...(type === 'text' && { text, originalText: text }),
    }),
  )

/** Whatever a hostile client could put where an element is expected: right names, any values. */
export const anyJunk: fc.Arbitrary<Record<string, unknown>> = (() => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.double(),
    fc.constantFrom(null, undefined, -0, NaN, Infinity, 1e300, 2 ** 53, '__proto__', 'constructor', '', [], {}),
    fc.constantFrom('javascript:alert(1)', 'url(https://evil.example)', '"><script>', [[0, 0], [1]], [[NaN, 0]]),
    fc.array(fc.tuple(fc.double(), fc.double()), { maxLength: 5 }),
  )
  const names = [
    ...new Set(elementTypes.flatMap((type) => Object.keys(element(type)))),
    'startBinding',
    'endBinding',
    'crop',
    'fixedSegments',
    'elbowed',
    'startArrowhead',
    'containerId',
    'textAlign',
  ]
  const field = fc.oneof(
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...names), value) },
  )
  return fc
    .tuple(fc.constantFrom(...elementTypes), fc.array(field, { maxLength: 6 }), fc.dictionary(fc.string(), value))
    .map(([type, fields, others]) => ({
      ...others,
      ...element(type),
      ...Object.fromEntries(fields.filter((one) => one !== undefined)),
    }))
})()

/** A hand drawing 300 points, as a mouse or a pen gives them: small steps, fractions of a pixel. */
export const strokeOf = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, at) => [
    at * 2.37 + Math.sin(at / 7) * 8.13,
    Math.sin(at / 11) * 60.71 + Math.cos(at / 3) * 2.29,
  ])
