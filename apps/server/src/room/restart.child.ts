// A server in a process of its own, for the test that kills it: `node --import tsx restart.child.ts <data folder> <node>`.
import { openHouse, openMeeting, planned, session } from './testing.ts'

const [path, node] = process.argv.slice(2)
const house = await openHouse({ store: await openMeeting(path!), node })
if ((await house.rooms.state(session)).plan === null)
  await house.rooms.propose(session, { type: 'session.plan', plan: planned({ stepMs: 4000, advance: true }) })
process.stdout.write(`${house.url}\n`)
