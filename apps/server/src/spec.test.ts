import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname
/** These have a SPEC.md of their own. */
const others = /^(room|board|media)\//
const sources = [
  ...readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|suite)\.ts$/.test(name) && !others.test(name))
    .map((name) => resolve(here, name)),
  ...['start', 'compose'].map((name) => resolve(here, `../../../scripts/${name}.test.ts`)),
]

test('every rule is cited in the title of a test, and none is cited that is not there', () => {
  const rules = [...readFileSync(resolve(here, 'SPEC.md'), 'utf8').matchAll(/\*\*([A-Z]\d+)\*\*/g)].map(
    ([, rule]) => rule!,
  )
  const cited = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/'((?:\[[A-Z]\d+\] )+)/g)].flatMap(([, rules]) =>
      rules!.match(/[A-Z]\d+/g)!,
    ),
  )
  expect(new Set(rules).size).toBe(rules.length)
  expect([...new Set(cited)].toSorted()).toEqual(rules.toSorted())
})
