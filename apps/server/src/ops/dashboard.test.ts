import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, rawRequest, type House } from '../testing.ts'

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] }
}
const dashboard = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../../docs/grafana/copse.json'), 'utf8'),
) as Dashboard

/** Names of series by the type the server gives their metric, as Prometheus would store them. */
let series: Map<string, string>
/** Labels that each metric may have. */
let types: Map<string, string>
let house: House
beforeAll(async () => {
  house = await openHouse()
  const { body } = await rawRequest(`${house.url}/metrics`, {})
  types = new Map([...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]))
  series = new Map(
    [...types].flatMap(([name, type]): [string, string][] =>
      type === 'histogram' ? ['bucket', 'count', 'sum'].map((part) => [`${name}_${part}`, part]) : [[name, type]],
    ),
  )
})
afterAll(() => house.stop())

/** The series a query reads: words outside of strings that are followed by a selector. */
const named = (query: string) => [...query.matchAll(/([a-z][\w:]*)\{job="\$job"\}/g)].map(([, name]) => name!)

const queries = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const))

test('[O5] the dashboard asks for something', () => {
  expect(queries.length).toBeGreaterThan(20)
  expect(dashboard.templating.list.find(({ name }) => name === 'job')!.query).toBe(
    'label_values(copse_open_sockets, job)',
  )
})

test.each(queries)('[O5] %s: %s reads what is exported, in the way of its kind', (_title, query) => {
  const names = named(query)
  expect(names.length).toBeGreaterThan(0)
  // Nothing but functions, what stands in brackets, and labels beside what was found.
  const words = query.replaceAll(
    /\{job="\$job"\}|\[\$__rate_interval\]|\b(sum|max|min|by|rate|histogram_quantile)\b/g,
    '',
  )
  expect(words.match(/[a-z_]\w+/g)?.filter((word) => !['le', 'outcome', 'code', 'status'].includes(word))).toEqual(
    names,
  )
  for (const name of names) {
    expect([name, series.has(name)]).toEqual([name, true])
    const accumulates = ['counter', 'bucket', 'count', 'sum'].includes(series.get(name)!)
    expect([name, query.includes(`rate(${name}{`)]).toEqual([name, accumulates])
    expect(query.startsWith('histogram_quantile')).toBe(series.get(name) === 'bucket')
  }
})

test('[O5] what Copse exports of its own is on the dashboard', () => {
  const ours = [...types.keys()].filter((name) => name.startsWith('copse_'))
  expect(ours.length).toBeGreaterThan(15)
  expect(ours.filter((name) => !queries.some(([, query]) => query.includes(name)))).toEqual([])
})
