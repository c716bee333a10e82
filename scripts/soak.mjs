// Traffic with random kills of the server: `npm run soak -- MINUTES [SEED]`. Ends with 0 when everybody and the logs agree.
import { register } from 'tsx/esm/api'
import { build } from './build.mjs'

const [minutes = '5', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
if (!(Number(minutes) > 0) || !Number.isInteger(Number(seed))) {
  console.error('Say for how many minutes, and a whole number as seed if you like: npm run soak -- 10 42')
  process.exit(1)
}
build()
register()
const { soak } = await import('../bench/soak.ts')
process.exit((await soak(Number(minutes), Number(seed))) ? 0 : 1)
