import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

test('each rule is cited in the title of a test, and none is cited that is not there', () => {
  const rules = [...read('SPEC.md').matchAll(/^- \*\*(B\d+)\*\*/gm)].map((match) => match[1]!)
  const titles = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...read(name).matchAll(/['"`]((?:\[B\d+\] )+)/g)].map((match) => match[1]!))
  const cited = new Set(titles.join('').match(/B\d+/g))
  expect(new Set(rules).size).toBe(rules.length)
  expect([...cited].toSorted()).toEqual(rules.toSorted())
})
