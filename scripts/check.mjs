// Every check, one after the other, and one true sum in the last line: `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const results = join(root, 'test-results')
const bin = (name) => join(root, 'node_modules', '.bin', name)
const only = process.argv.slice(2)
let passed = 0
let failed = 0

function run(name, command, args) {
  console.log(`\n── ${name}`)
  const started = Date.now()
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'failed'} (${((Date.now() - started) / 1000).toFixed(0)} s)`)
  return status === 0
}
function count(ok, fail) {
  passed += ok
  failed += fail
}
/** A runner's own count from its JSON; a runner that failed without naming a failed test still counts as one. */
function counted(name, command, args, file, read) {
  rmSync(file, { force: true })
  const ok = run(name, command, args)
  const [good, bad] = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : [0, 0]
  count(good, ok ? bad : Math.max(bad, 1))
  if (ok && good === 0) count(0, 1)
}

const checks = {
  format: () => (run('format', bin('oxfmt'), ['--check', '.']) ? count(1, 0) : count(0, 1)),
  lint: () => (run('lint', bin('oxlint'), ['--deny-warnings']) ? count(1, 0) : count(0, 1)),
  types: () => (run('types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']) ? count(1, 0) : count(0, 1)),
  unused: () => (run('unused code', bin('knip'), ['--no-progress']) ? count(1, 0) : count(0, 1)),
  unit: () => {
    const file = join(results, 'vitest.json')
    counted(
      'unit, property and integration tests',
      bin('vitest'),
      ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
      file,
      (report) => [
        report.numPassedTests,
        report.numFailedTests +
          report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length,
      ],
    )
  },
  build: () => (run('build', process.execPath, ['scripts/build.mjs']) ? count(1, 0) : count(0, 1)),
  e2e: () => {
    const file = join(results, 'playwright.json')
    process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = file
    counted('journeys in real browsers', bin('playwright'), ['test', '--reporter=line,json'], file, ({ stats }) => [
      stats.expected,
      stats.unexpected + stats.flaky, // flaky is broken
    ])
  },
}

mkdirSync(results, { recursive: true })
for (const [name, check] of Object.entries(checks)) if (only.length === 0 || only.includes(name)) check()
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
