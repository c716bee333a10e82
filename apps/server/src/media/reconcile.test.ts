import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PersonId, PersonState, SessionState } from '@copse/contract'
import { initialState } from '@copse/protocols'
import { RoomServiceClient } from 'livekit-server-sdk'
import { expect, test } from 'vitest'
import { session } from '../room/testing.ts'
import { createReconciler } from './reconcile.ts'

const ana: PersonState = {
  id: 'ana' as PersonId,
  name: 'Ana',
  district: null,
  guest: false,
  role: 'participant',
  standing: 'admitted',
  connections: ['node-1:a'],
  firstSeenAt: 0,
  admittedAt: 0,
}
const state: SessionState = { ...initialState, people: { ana } }

/** LiveKit's API as far as a reconciler asks it, with faults to order: the answers of each method, in turn; 200 after them. */
async function livekit(faults: Record<string, number[]>, answers: Record<string, () => object>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const method = request.url!.split('/').at(-1)!
    asked.push(method)
    const status = faults[method]?.shift() ?? 200
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(status === 200 ? (answers[method]?.() ?? {}) : { code: 'internal', msg: 'no' }))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const service = new RoomServiceClient(`http://127.0.0.1:${port}`, 'key', 'a-secret-of-thirty-two-characters-or-more')
  return { asked, service, close: () => void server.close() }
}
const room = { ListRooms: () => ({ rooms: [{ name: session }] }) }
const muted = { ListParticipants: () => ({ participants: [{ identity: 'ana', permission: { canSubscribe: true } }] }) }

test('[M11] a change that is not taken is asked for again, and then all is well', async () => {
  const { asked, service, close } = await livekit({ UpdateParticipant: [500, 503] }, { ...room, ...muted })
  const warnings: string[] = []
  const reconcile = createReconciler({
    service: () => service,
    state: async () => state,
    log: { warn: (_fields: object, message: string) => warnings.push(message) } as never,
  })
  await reconcile(session)
  expect(asked.filter((method) => method === 'UpdateParticipant')).toHaveLength(3)
  expect(warnings).toHaveLength(2)
  close()
})

test('[M11] a LiveKit that answers nothing useful is left until the sweep, and reconciling still works after it', async () => {
  const always = Array.from({ length: 4 }, () => 500)
  const { asked, service, close } = await livekit({ ListRooms: always }, { ...room, ...muted })
  let broken = false
  const reconcile = createReconciler({
    service: () => service,
    state: () => (broken ? Promise.reject(new Error('no journal')) : Promise.resolve(state)),
    log: { warn: () => undefined },
  })
  await reconcile(session)
  expect(asked).toEqual(['ListRooms', 'ListRooms', 'ListRooms', 'ListRooms'])
  broken = true
  await reconcile(session)
  broken = false
  asked.length = 0
  await reconcile(session)
  expect(asked).toEqual(['ListRooms', 'ListParticipants', 'UpdateParticipant'])
  close()
})

test.each([
  ['CAMERA', true],
  ['UNKNOWN', true],
  ['MICROPHONE', false],
  ['SCREEN_SHARE_AUDIO', false],
])('[M14] sound that comes as %s: its publisher is put out: %s', async (source, putOut) => {
  const publishing = () => ({
    participants: [
      { identity: 'ana', permission: { canSubscribe: true }, tracks: [{ sid: 'TR_1', type: 'AUDIO', source }] },
    ],
  })
  const { asked, service, close } = await livekit({}, { ...room, ListParticipants: publishing })
  await createReconciler({ service: () => service, state: async () => state, log: { warn: () => undefined } })(session)
  expect(asked.includes('RemoveParticipant')).toBe(putOut)
  close()
})

test('[M8] asked for while a pass is under way, one more follows with the latest state, and only one', async () => {
  let speaks = true
  const { asked, service, close } = await livekit({}, { ...room, ...muted })
  const reconcile = createReconciler({
    service: () => service,
    state: async () => (speaks ? state : { ...state, people: { ana: { ...ana, role: 'observer' as const } } }),
    log: { warn: () => undefined },
  })
  const first = reconcile(session)
  speaks = false
  const others = [reconcile(session), reconcile(session), reconcile(session)]
  await Promise.all([first, ...others])
  expect(asked.filter((method) => method === 'ListRooms')).toHaveLength(2)
  expect(asked.filter((method) => method === 'ListParticipants')).toHaveLength(2)
  close()
})
