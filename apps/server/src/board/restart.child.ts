// A server in a process of its own, for the test that kills it: `node --import tsx restart.child.ts <data folder>`.
import { openHouse } from './testing.ts'

const house = await openHouse({ dataDir: process.argv[2]! })
process.stdout.write(`${house.url}\n`)
