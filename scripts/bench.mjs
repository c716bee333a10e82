// Measures the built product: `npm run bench`, or some of it by name, as in `npm run bench -- commands skew`.
import { register } from 'tsx/esm/api'
import { build } from './build.mjs'

build()
register()
const { runBenches } = await import('../bench/run.ts')
await runBenches(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(error instanceof Error && process.env.DEBUG === undefined ? error.message : error)
    process.exit(1)
  },
)
