import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

/** Journeys run what people run: the built product. Built once, before the first of them. */
export default function buildOnce(): void {
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../../scripts/build.mjs')], { stdio: 'inherit' })
}
