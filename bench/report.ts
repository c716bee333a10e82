import type { Bench, Figure } from './bench.ts'
import type { Machine, Noise } from './machine.ts'

/** What one bench found, when, and how steady the machine was around it. */
interface Finding {
  readonly at: string
  readonly machine: Machine
  readonly noise: { readonly before: Noise; readonly after: Noise }
  readonly figures: readonly Figure[]
}
export type Findings = Record<string, Finding>

const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
const quantity = (value: number, unit: Figure['unit']) => `${number(value)}${unit && ` ${unit}`}`
const percent = (share: number) => `${Math.round(share * 100)} %`

function row({ what, value, unit, goal, peer, note }: Figure): string {
  const reached = goal === undefined ? '' : value <= goal ? ' ✓' : ' ✗'
  const beside = peer ? `${peer.name} ${quantity(peer.value, unit)} (${number(value / peer.value)}×)` : ''
  return `| ${what} | ${goal === undefined ? '' : `≤ ${goal} ${unit}`.trim()} | ${quantity(value, unit)}${reached} | ${[beside, note].filter(Boolean).join('; ')} |`
}

function section({ name, title, how }: Bench, { at, machine, noise, figures }: Finding): string {
  const { before, after } = noise
  return [
    `## ${title}`,
    `\`npm run bench -- ${name}\``,
    '',
    how,
    '',
    '| | goal | reached | beside it |',
    '|---|---|---|---|',
    ...figures.map(row),
    '',
    `${at.slice(0, 16).replace('T', ' ')} UTC · ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB · ${machine.platform}, Node ${machine.node.slice(1)}  `,
    `Noise: a fixed loop took ${number(before.loop)} ms (spread ${percent(before.spread)}) before and ${number(after.loop)} ms ` +
      `(spread ${percent(after.spread)}) after; load ${number(before.load)} and ${number(after.load)}.`,
    '',
  ].join('\n')
}

/** The findings as a page to read, in the order of the benches. */
export const page = (benches: readonly Bench[], findings: Findings): string =>
  [
    '# Performance',
    '',
    'Written by `npm run bench`; the same figures for machines are in [performance.json](performance.json). Each table was measured',
    'on the date below it. ✓ and ✗ say whether a goal was reached. Where the loop’s spread is over 10 % or the load is above the',
    'number of cores, others were using the machine: read such figures as an upper bound.',
    '',
    ...benches.flatMap((bench) => {
      const finding = findings[bench.name]
      return finding ? [section(bench, finding)] : []
    }),
  ].join('\n')
