// A process that writes to a session's journal: `node --import tsx store.child.ts <folder> <session> <name> <events>`.
import type { CommandId, PersonId, SessionId } from '@copse/contract'
import { openStore } from './index.ts'

const [path, sessionId, name, count] = process.argv.slice(2) as [string, SessionId, PersonId, string]
const { journal, close } = await openStore(path)
for (let written = 0, seq = 0; written < Number(count);) {
  const answer = await journal.append(sessionId, seq, [{ type: 'hand.raised', personId: name }], {
    by: name,
    commandId: `${name}-${written}` as CommandId,
    at: 0,
  })
  if (answer.ok) written++
  seq += (await journal.read(sessionId, seq)).length
}
await close()
