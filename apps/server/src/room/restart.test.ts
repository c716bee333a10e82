import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SessionState } from '@copse/contract'
import { evolve, initialState } from '@copse/protocols'
import { afterEach, expect, test } from 'vitest'
import { openMeeting, openTab, session, temporaryFolder, until, type Tab } from './testing.ts'

const folder = temporaryFolder()
const children: ChildProcess[] = []
const tabs: Tab[] = []
afterEach(() => {
  for (const tab of tabs) tab.close()
  for (const child of children) child.kill('SIGKILL')
  folder.remove()
})

async function server(dataDir: string, node: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./restart.child.ts', import.meta.url)), dataDir, node],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { url: line.toString().trim(), child }
}
async function enter(url: string, name: string): Promise<Tab> {
  const tab = openTab(url, name)
  tabs.push(tab)
  await tab.join()
  await tab.send({ type: 'lobby.knock', acceptedNorms: true })
  await tab.join()
  await until(() => tab.heard.some(({ type }) => type === 'person.connected'))
  return tab
}
async function stateOf(tab: Tab): Promise<SessionState> {
  const answer = await tab.join()
  if (!answer.ok || !('state' in answer)) throw new Error('no state')
  return answer.state
}

test('[R13, R14, R15] killed in the middle of a step: nothing acknowledged is lost and the deadline stands', async () => {
  const first = await server(folder.path, 'node-1')
  const [fay] = [await enter(first.url, 'fay'), await enter(first.url, 'pat')]
  expect(await fay.send({ type: 'session.start' })).toMatchObject({ ok: true })
  const before = await stateOf(fay)

  // Killed while people talk, with commands under way.
  const acknowledged: string[] = []
  const talk = Array.from({ length: 40 }, (_, line) =>
    fay.send({ type: 'chat.say', text: `line ${line}` }).then(
      (ack) => ack.ok && acknowledged.push(`line ${line}`),
      () => undefined,
    ),
  )
  await until(() => acknowledged.length > 5)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  for (const tab of tabs.splice(0)) tab.close()
  await Promise.all(talk)
  expect(acknowledged.length).toBeGreaterThan(5)

  const second = await server(folder.path, 'node-2')
  const upAt = Date.now()
  const back = openTab(second.url, 'fay')
  tabs.push(back)
  const after = await stateOf(back)
  expect(after.chat.map(({ text }) => text)).toEqual(expect.arrayContaining(acknowledged))
  expect(after.people.pat!.connections).toEqual([])

  if (after.step!.index === 0) await until(() => back.heard.some(({ type }) => type === 'step.entered'))
  const store = await openMeeting(folder.path)
  const journal = await store.journal.read(session)
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1))
  const [entered, ...others] = journal.filter((event) => event.type === 'step.entered' && event.index === 1)
  expect(others).toEqual([])
  const atItsEnd = journal.slice(0, entered!.seq - 1).reduce(evolve, initialState)
  expect(atItsEnd.step).toEqual(before.step)
  // On time; or at once, where the machine took longer to start again than the step had left.
  const due = before.step!.clock.state === 'running' ? before.step!.clock.endsAt : Infinity
  expect(entered!.at).toBeGreaterThanOrEqual(due)
  expect(entered!.at - Math.max(due, upAt)).toBeLessThan(1500)
  await store.close()
})
