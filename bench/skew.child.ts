// Room clients on a machine whose clock is wrong: `<url> <session> <cookies, JSON> <hours wrong> <seconds>`.
// Prints by how many milliseconds the shown remaining time was off, each time it looked.
import type { SessionId } from '@copse/contract'
import { view } from '@copse/protocols'
import { pace } from './pace.ts'
import { act, clientOf, isIn } from './room.ts'

const [url, sessionId, cookies, hours, seconds] = process.argv.slice(2) as [string, SessionId, string, string, string]
const trueNow = Date.now
Date.now = () => trueNow() + Number(hours) * 3_600_000

const first: number[] = []
const later: number[] = []
const clients = (JSON.parse(cookies) as string[]).map((cookie) => clientOf(url, sessionId, { name: '', cookie }))
/** How far the time that this client would show is from the true one, ms; null: it shows none yet. */
function off(client: (typeof clients)[number]): number | null {
  const { session } = client.store.getState()
  const shown = view(session, client.serverNow()).remainingMs
  const right = view(session, trueNow()).remainingMs
  return shown === null || right === null ? null : Math.abs(shown - right)
}
for (const client of clients) {
  const stop = client.store.subscribe(() => {
    const error = off(client)
    if (error === null) return
    stop()
    first.push(error)
  })
}
await Promise.all(
  clients.map((client) => act(client, { type: 'lobby.knock', acceptedNorms: true }).then(() => isIn(client))),
)

const turn = pace(100)
for (let tenth = 0; tenth < Number(seconds) * 10; tenth++) {
  await turn()
  // Estimates are renewed every half minute; asking more often yields more of them, each as good as those.
  if (tenth % 25 === 0) for (const client of clients) client.wake()
  for (const client of clients) later.push(off(client)!)
}
for (const client of clients) client.close()
console.log(JSON.stringify({ first, later }))
process.exit(0)
