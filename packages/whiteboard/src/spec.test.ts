import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const here = new URL('.', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, here), 'utf8')

describe('the rules', () => {
  it('each is cited in the title of a test, and none is cited that is not there', () => {
    const rules = [...read('../SPEC.md').matchAll(/^- \*\*(W\d+)\*\*/gm)].map((match) => match[1]!)
    const tests = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'))
    const cited = new Set(
      tests.flatMap((name) => [...read(name).matchAll(/['"`]\[(W\d+)\] /g)].map((match) => match[1]!)),
    )
    expect(new Set(rules).size).toBe(rules.length)
    expect([...cited].toSorted()).toEqual(rules.toSorted())
  })
})
