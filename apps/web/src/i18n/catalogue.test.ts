import { refusalCodes, sessionRoles, reactionKinds, type FloorReason } from '@copse/contract'
import { describe, expect, test } from 'vitest'
import { en as first } from './en.ts'
import { enMore } from './en-more.ts'
import { es } from './es.ts'
import { pagesOfTheApp } from './pages-of-the-app.testing.ts'

const en = { ...first, ...enMore }

type Catalogue = { readonly [key: string]: string | Catalogue }

/** Every message under its whole key. Refusal codes have dots of their own, which does no harm here. */
const flat = (catalogue: Catalogue, path = ''): Map<string, string> =>
  new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  )
const english = flat(en)
const spanish = flat(es)
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

// A record over the type: a reason that is added and not named here does not compile.
const floorReasons = Object.keys({
  'not-admitted': 1,
  'your-turn': 1,
  'not-your-turn': 1,
  free: 1,
  inner: 1,
  outer: 1,
  late: 1,
  scribe: 1,
  draft: 1,
  gathering: 1,
  ended: 1,
  open: 1,
  'your-role': 1,
  'not-your-role': 1,
  queue: 1,
  silence: 1,
  observer: 1,
  given: 1,
  override: 1,
  guide: 1,
} satisfies Record<FloorReason, 1>)

describe('[I1] English and Spanish say the same things', () => {
  test('[I1] both have the same keys', () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort())
  })
  test.each([...english.keys()])('[I1] the placeholders of %s are the same', (key) => {
    expect(placeholders(spanish.get(key) ?? '')).toEqual(placeholders(english.get(key)!))
  })
  test.each([
    ['English', english],
    ['Spanish', spanish],
  ] as const)('[I1] no message of the %s catalogue is empty or has blanks at its ends', (_, catalogue) => {
    for (const [key, text] of catalogue) expect([key, text]).toEqual([key, text.trim() || 'a word'])
  })
})

describe.each([
  ['English', english],
  ['Spanish', spanish],
] as const)('[I2] whatever the server may answer has words: %s', (_, catalogue) => {
  test.each(refusalCodes)('[I2] refusal %s', (code) => {
    expect(catalogue.get(`refusal.${code}`)).toBeDefined()
  })
  test.each(floorReasons)('[I2] floor reason %s, for speaking and for the board', (reason) => {
    expect(catalogue.get(`room.floor.${reason}`)).toBeDefined()
    expect(catalogue.get(`room.boardWhy.${reason}`)).toBeDefined()
  })
  test.each([...sessionRoles])('[I2] role %s, as a title and as who has the floor', (role) => {
    expect(catalogue.get(`room.role.${role}`)).toBeDefined()
    expect(catalogue.get(`room.who.${role}`)).toBeDefined()
  })
  test.each([...reactionKinds])('[I2] reaction %s', (kind) => {
    expect(catalogue.get(`room.reaction.${kind}`)).toBeDefined()
  })
})

describe('[I3] every visible word comes from the catalogue', () => {
  test('[I3] no component holds literal text', () => {
    expect(pagesOfTheApp.flatMap(({ file, literals }) => literals.map((text) => `${file}: ${text}`))).toEqual([])
  })
  test('[I3] every key that is asked for exists', () => {
    const known = new Set([...english.keys()].map((key) => key.replace(/_(one|other)$/, '')))
    const asked = pagesOfTheApp.flatMap(({ file, keys }) => keys.map((key) => ({ file, key })))
    expect(asked.filter(({ key }) => !key.includes('*') && !known.has(key))).toEqual([])
  })
  test('[I3] no message is left that nobody asks for', () => {
    const asked = pagesOfTheApp
      .flatMap(({ keys }) => keys)
      .map((key) => new RegExp(`^${key.split('*').map(escaped).join('.+')}(_one|_other)?$`))
    const unused = [...english.keys()].filter(
      (key) => !key.startsWith('refusal.') && !asked.some((pattern) => pattern.test(key)),
    )
    expect(unused).toEqual([])
  })
})

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
