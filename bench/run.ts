import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { benches } from './benches.ts'
import { machine, noise } from './machine.ts'
import { page, type Findings } from './report.ts'

const docs = resolve(import.meta.dirname, '../docs')
const kept = resolve(docs, 'performance.json')

/** A bench by its name, or all whose names begin with it: `board` is every `board-…`. */
const isMeant = (wanted: string, name: string) => name === wanted || name.startsWith(`${wanted}-`)

/** Runs the named benches, or all, and writes what they found beside what earlier runs found. */
export async function runBenches(names: readonly string[]): Promise<void> {
  const unknown = names.filter((wanted) => !benches.some(({ name }) => isMeant(wanted, name)))
  if (unknown.length > 0)
    throw new Error(
      `There is no bench ${unknown.join(', ')}: choose from ${benches.map(({ name }) => name).join(', ')}.`,
    )
  const findings: Findings = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {}
  for (const { name, title, measure } of benches) {
    if (names.length > 0 && !names.some((wanted) => isMeant(wanted, name))) continue
    console.log(`\n── ${title} (${name})`)
    const before = noise()
    const figures = await measure((line) => console.log(`   ${line}`))
    const after = noise()
    findings[name] = { at: new Date().toISOString(), machine: machine(), noise: { before, after }, figures }
    for (const { what, value, unit, goal } of figures) {
      const told = goal === undefined ? '' : value <= goal ? `  (goal ≤ ${goal})` : `  (goal ≤ ${goal}: missed)`
      console.log(`   ${what}: ${value.toFixed(1)} ${unit}${told}`)
    }
    writeFileSync(kept, `${JSON.stringify(findings, null, 2)}\n`)
    writeFileSync(resolve(docs, 'performance.md'), page(benches, findings))
  }
  console.log('\nWritten to docs/performance.md and docs/performance.json.')
}
