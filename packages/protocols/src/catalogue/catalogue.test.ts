import { Protocol, type LocalText, type Step } from '@copse/contract'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { plan, totalMs } from '../plan.ts'
import { review } from '../review.ts'
import { catalogue, protocolById } from './catalogue.ts'

const stepsOf = (protocol: Protocol): Step[] =>
  protocol.steps.flatMap((entry) => ('repeat' in entry ? entry.steps : [entry]))
const itemsOf = (protocol: Protocol): LocalText[] =>
  protocol.steps.flatMap((entry) => ('items' in entry ? entry.items : []))
const named = catalogue.map((protocol) => [protocol.id, protocol] as const)

const filesIn = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.replace('.ts', ''))
const liberating = filesIn('./liberating-structures/')
const notProtocols = ['catalogue', 'step']

it('[P47] ids are unique and found', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length)
  for (const protocol of catalogue) expect(protocolById(protocol.id)).toBe(protocol)
  expect(protocolById('constructor')).toBeNull()
})

it('[P47] every protocol is a file of its own, called like it, and every file is in the catalogue', () => {
  const files = [...filesIn('./'), ...liberating].filter((name) => !notProtocols.includes(name))
  expect(files.toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted())
})

it('[P47] what is derived from Liberating Structures, and nothing else, stands under CC BY-SA 4.0', () => {
  const shared = catalogue.filter(({ attribution }) => attribution.licence === 'CC BY-SA 4.0')
  expect(shared.map(({ id }) => id).toSorted()).toEqual(liberating.toSorted())
  for (const { attribution } of shared) expect(attribution.origin).toContain('McCandless and Henri Lipmanowicz')
  const others = catalogue.filter((protocol) => !shared.includes(protocol))
  expect(others.filter(({ attribution }) => /CC BY|Lipmanowicz/.test(JSON.stringify(attribution)))).toEqual([])
  const licence = readFileSync(new URL('./liberating-structures/LICENCE.md', import.meta.url), 'utf8')
  expect(liberating.filter((name) => !licence.includes(`\`${name}.ts\``))).toEqual([])
})

describe.each(named)('%s', (_, protocol) => {
  it('[P47] is valid', () => {
    expect(Protocol.safeParse(protocol).error).toBeUndefined()
    const ids = stepsOf(protocol).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const words of Object.values(protocol.attribution)) expect(words.trim()).not.toBe('')
    expect(protocol.people.min).toBeLessThanOrEqual(protocol.people.max)
  })

  it('[P47] speaks English and Spanish', () => {
    const texts: LocalText[] = [
      protocol.title,
      protocol.summary,
      protocol.useWhen,
      protocol.description!,
      ...itemsOf(protocol),
      ...stepsOf(protocol).flatMap(({ title, prompt, guidance, choices, board: { layout } }) => [
        title,
        prompt,
        ...(guidance ? [guidance] : []),
        ...(choices ?? []),
        ...(layout?.kind === 'question' ? [layout.text] : (layout?.titles ?? [])),
      ]),
    ]
    for (const { en, es } of texts) {
      expect(en.trim()).not.toBe('')
      expect(es?.trim()).toBeTruthy()
      expect(es).not.toBe(en)
    }
  })

  it('[P47] has a page about itself: what it is, how it goes, what to watch, how it fails', () => {
    const { en, es } = protocol.description!
    expect(en.split('\n\n').length).toBe(4)
    expect(es!.split('\n\n').length).toBe(4)
    expect(en).toContain('As facilitator')
    expect(en).toContain('A known failure')
    expect(es).toContain('Al facilitar')
    expect(es).toContain('Un fallo conocido')
  })

  it('[P47] bears nobody’s registered mark', () => {
    expect(JSON.stringify(protocol)).not.toMatch(/critical friends/i)
  })

  it('[P48] is silent exactly where nobody has the floor', () => {
    for (const one of stepsOf(protocol))
      expect([one.id, one.silence ?? false]).toEqual([one.id, one.floor.mode === 'nobody'])
  })

  it('[P51] puts no facilitator between the speakers of a round', () => {
    const takers = stepsOf(protocol).flatMap(({ floor }) => (floor.mode === 'rounds' ? (floor.roles ?? []) : []))
    expect(takers).not.toContain('facilitator')
  })

  it('[P47] gives its author nothing to look at again', () => {
    expect(review(protocol)).toEqual([])
  })
})

/** How long the sources say each takes as a whole, minutes, with the group they have in mind. */
const asSourcesSay: Readonly<Record<string, readonly [people: number, least: number, most: number]>> = {
  consultancy: [8, 50, 50],
  tuning: [8, 45, 75],
  charrette: [8, 30, 60],
  'success-analysis-triads': [9, 45, 55],
  'save-the-last-word': [8, 30, 40],
  'final-word': [8, 32, 48],
  'chalk-talk': [8, 5, 60],
  microlab: [9, 24, 40],
  atlas: [5, 45, 50],
  'collaborative-assessment': [8, 45, 75],
  'descriptive-review': [8, 90, 120],
  'what-so-what-now-what': [6, 45, 45],
  'four-as': [8, 40, 40],
  'text-rendering': [8, 20, 30],
  'compass-points': [16, 45, 50],
  'peeling-the-onion': [10, 38, 42],
  '1-2-4-all': [8, 12, 12],
  'troika-consulting': [9, 28, 32],
  'wise-crowds': [8, 60, 60],
  'appreciative-interviews': [8, 55, 65],
  'user-experience-fishbowl': [12, 35, 70],
  'gallery-walk': [8, 25, 30],
  'lean-coffee': [8, 60, 90],
  connections: [8, 10, 10],
}

it.each(Object.entries(asSourcesSay))('[P49] %s takes as long as its sources say: %j', (name, [count, least, most]) => {
  const people = Array.from({ length: count }, (_, index) => `p${index}` as never)
  const minutes = totalMs(plan(protocolById(name)!, { people })) / 60_000
  expect(minutes).toBeGreaterThanOrEqual(least)
  expect(minutes).toBeLessThanOrEqual(most)
})
