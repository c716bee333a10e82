import type { PersonId } from '@copse/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import * as sync from 'y-protocols/sync'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import {
  canonical,
  connect,
  docOf,
  edit,
  joinStock,
  openHouse,
  put,
  rowsOf,
  statusOf,
  temporaryFolder,
  until,
  type House,
  type Line,
} from './testing.ts'

vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
let house: House
const lines: (Line | WebsocketProvider)[] = []
beforeAll(async () => {
  house = await openHouse({ dataDir: folder.path })
})
beforeEach(() => house.renew())
afterEach(() => {
  for (const line of lines.splice(0)) {
    if ('leave' in line) line.leave()
    else line.destroy()
  }
})
afterAll(async () => {
  await house.stop()
  folder.remove()
})
const line = async (name: string, options?: Parameters<typeof connect>[2]): Promise<Line> => {
  const joined = await connect(house, name, options)
  lines.push(joined)
  return joined
}
/** The endpoint ended and begun again on the same folder. */
async function reopened(): Promise<void> {
  const { board, session } = house
  await house.stop()
  house = Object.assign(await openHouse({ dataDir: folder.path }), { board, session })
}
const rows = () => rowsOf(folder.path, house.board)
/** Joined, and brought up to date. */
const reader = async (name: string, options?: Parameters<typeof connect>[2]): Promise<Line> => {
  const joined = await line(name, options)
  joined.ask()
  await until(() => joined.ends > 0)
  return joined
}
const stock = (name: string) => {
  const provider = joinStock(house, name)
  lines.push(provider)
  return provider
}
const map = (doc: Y.Doc) => doc.getMap('board').toJSON()

describe('joining', () => {
  test('[B8] [B9] the stock provider joins with a cookie; two have the same board, also after being apart', async () => {
    const [ana, ben] = [stock('ana'), stock('ben')]
    await until(() => ana.synced && ben.synced)
    ana.doc.getMap('board').set('a', 1)
    ben.doc.getText('text').insert(0, 'from ben')
    await until(() => canonical(ana.doc) === canonical(ben.doc) && map(ben.doc).a === 1)

    ben.disconnect()
    ana.doc.getMap('board').delete('a')
    ben.doc.getMap('board').set('b', 2)
    ben.connect()
    await until(() => canonical(ana.doc) === canonical(ben.doc) && map(ana.doc).b === 2)
    expect(map(ana.doc)).toEqual({ b: 2 })
    expect(canonical(docOf(folder.path, house.board))).toBe(canonical(ana.doc))
  })

  test('[B9] deletions reach someone who returns, of the merged part and of what came since', async () => {
    const [ana, cid] = [await reader('ana'), await reader('cid')]
    for (let at = 0; at < 510; at++) ana.say(put(ana.doc, `k${at}`, at))
    await until(() => ana.committed.at(-1) === 510 && cid.doc.getMap('board').size === 510)
    const ben = stock('ben')
    await until(() => ben.synced)
    ben.disconnect()
    cid.say(edit(cid.doc, () => cid.doc.getMap('board').delete('k1')))
    for (let at = 0; at < 520; at++) cid.say(put(cid.doc, 'again', at))
    cid.say(edit(cid.doc, () => cid.doc.getMap('board').delete('k2')))
    await until(() => cid.committed.at(-1) === 522)
    ben.connect()
    await until(() => canonical(ben.doc) === canonical(cid.doc))
    expect(ben.doc.getMap('board').size).toBe(509)
  })

  test('[B10] the door: origin, person, board, address', async () => {
    const address = (path: string) => `${house.url}/board/${path}`
    const cookie = 'person=ana'
    expect(await statusOf(address(house.board), { cookie, origin: 'http://evil.test' })).toBe(403)
    expect(await statusOf(address(house.board), { cookie, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await statusOf(address(house.board), { cookie, origin: 'http://copse.test' })).toBe(101)
    expect(await statusOf(address(house.board), {})).toBe(401)
    expect(await statusOf(address(house.board), { cookie: 'session=forged' })).toBe(401)
    for (const board of ['nonsense', '..%2fetc.main', `${'x'.repeat(300)}.main`, `${house.session}.other`])
      expect(await statusOf(address(board), { cookie })).toBe(404)
    expect(await statusOf(address('%ff.main'), { cookie })).toBe(400)
    await house.allow('eve', null)
    expect(await statusOf(address(house.board), { cookie: 'person=eve' })).toBe(404)
    expect(rows()).toEqual([])
  })

  test('[B11] two boards are apart', async () => {
    const [ana, other] = [await reader('ana'), await reader('ben', { board: 'session-2.main' })]
    const [mine, theirs] = [put(ana.doc, 'x', 1), put(other.doc, 'y', 2)]
    ana.say(mine)
    ana.aware(7, 1, '{"x":1}')
    ana.raw(Uint8Array.from([100, 1, 2]))
    other.say(theirs)
    await until(() => ana.committed.length > 0 && other.committed.length > 0)
    expect(map(other.doc)).toEqual({ y: 2 })
    expect([other.awareness, other.live, [...other.peers]]).toEqual([[], [], []])
    expect(rows()).toHaveLength(1)
    expect(rowsOf(folder.path, 'session-2.main')).toHaveLength(1)
  })

  test('[B24] a person has sixteen connections, not more', async () => {
    const many: Line[] = []
    for (let at = 0; at < 16; at++) many.push(await reader('ana'))
    const over = await line('ana')
    await until(() => over.closed)
    expect(over.closed).toEqual({ code: 1013, reason: 'too many connections' })
    expect(many.every(({ closed }) => closed === null)).toBe(true)
    many[0]!.leave()
    await until(async () => {
      const again = await line('ana')
      again.ask()
      await until(() => again.ends > 0 || again.closed)
      return again.ends > 0
    })
  })
})

describe('committing', () => {
  test('[B1] [B2] [B3] what another sees and what is acknowledged is on disk; updates of a moment share a commit', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    const seen: boolean[] = []
    ben.doc.on('update', () => {
      const disk = docOf(folder.path, house.board)
      seen.push(
        [...ben.doc.store.clients.keys()].every((c) => Y.getState(disk.store, c) >= Y.getState(ben.doc.store, c)),
      )
    })
    for (let at = 0; at < 50; at++) ana.say(put(ana.doc, `k${at}`, at))
    await until(() => ana.committed.at(-1) === 50 && Object.keys(map(ben.doc)).length === 50)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen).not.toContain(false)
    expect(rows().map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
    // Fewer words than updates: several were on disk at once.
    expect(ana.committed.length).toBeLessThan(50)
    // The author is not sent her own.
    expect(ana.updates.every((update) => update.length === 2)).toBe(true)
  })

  test('[B2] a copy on a second connection is acknowledged only when the first is on disk', async () => {
    const [one, two] = [await reader('ana'), await reader('ana')]
    const update = put(new Y.Doc(), 'k', 'v'.repeat(100))
    const onDisk: number[] = []
    two.socket.prependListener('message', (data: ArrayBuffer) => {
      if (new Uint8Array(data)[0] === 101) onDisk.push(rows().length)
    })
    one.say(update)
    two.say(update)
    await until(() => two.committed.length > 0 && one.committed.length > 0)
    expect(onDisk[0]).toBe(1)
    expect(rows()).toHaveLength(1)
  })

  test('[B12] a board nobody uses is read again when asked for: nothing is gone', async () => {
    const ana = await reader('ana')
    ana.say(put(ana.doc, 'k', 1))
    await until(() => ana.committed.length > 0)
    ana.leave()
    await reopened()
    expect(house.boards.open()).toBe(0)
    const ben = await reader('ben')
    expect(map(ben.doc)).toEqual({ k: 1 })
    ben.say(put(ben.doc, 'l', 2))
    await until(() => ben.committed.length > 0)
    expect(rows().map(({ seq }) => seq)).toEqual([1, 2])
  })
})

describe("the server's own writing", () => {
  test('[B28] what the server writes is judged, committed and shown as anyone else does, and to a quiet board as well', async () => {
    const doc = new Y.Doc()
    await house.boards.append(house.board, put(doc, 'sheet', 1))
    expect(rows().map(({ person }) => person)).toEqual([''])
    const ana = await reader('ana')
    await house.boards.append(house.board, put(doc, 'sheet', 2))
    expect(rows()).toHaveLength(2)
    await until(() => map(ana.doc).sheet === 2)
    const apart = new Y.Doc()
    put(apart, 'lost', 1)
    await expect(house.boards.append(house.board, put(apart, 'after it', 2))).rejects.toThrow('does not fit')
    expect(rows()).toHaveLength(2)
  })
})

describe('permission', () => {
  test('[B13] who may not write changes nothing, and is told why in the words her client knows', async () => {
    await house.allow('ana', 'read')
    await house.allow('sam', 'read')
    const [ana, sam, ben] = [await reader('ana'), await reader('sam', { copse: false }), await reader('ben')]
    expect(ana.access).toEqual([1])
    for (const reading of [ana, sam]) {
      reading.say(put(reading.doc, reading === ana ? 'a' : 's', 1))
      reading.say(Y.encodeStateAsUpdate(reading.doc), sync.messageYjsSyncStep2)
    }
    await until(() => ana.refused.length > 0 && sam.denied.length > 0)
    expect([new Set(ana.refused), new Set(sam.denied)]).toEqual([
      new Set(['board.read-only']),
      new Set(['board.read-only']),
    ])
    expect(ana.committed).toEqual([])
    ben.say(put(ben.doc, 'b', 1))
    await until(() => ben.committed.length > 0)
    await until(() => map(ana.doc).b === 1)
    expect(map(ben.doc)).toEqual({ b: 1 })
    expect(rows().map(({ person }) => person)).toEqual(['ben'])
  })

  test('[B13] a reader who returns and repeats the board is not refused, also where two set one key at once', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    const apart = new Y.Doc()
    ana.say(put(ana.doc, 'k', new Y.Map([['in', 'ana']])))
    ben.say(put(apart, 'k', new Y.Map([['in', 'ben']])))
    await until(() => ana.committed.length > 0 && ben.committed.length > 0 && rows().length === 2)
    await house.allow('cid', 'read')
    const cid = await reader('cid')
    // One of the two is deleted in her document, though no update said so.
    expect(cid.updates.some((update) => Y.decodeUpdate(update).ds.clients.size > 0)).toBe(false)
    cid.say(Y.encodeStateAsUpdate(cid.doc), sync.messageYjsSyncStep2)
    await until(() => cid.committed.length > 0 || cid.refused.length > 0)
    expect(cid.refused).toEqual([])
    // A deletion of her own is another thing.
    cid.say(
      edit(cid.doc, () => cid.doc.getMap('board').delete('k')),
      sync.messageYjsSyncStep2,
    )
    await until(() => cid.refused.length > 0)
    expect(rows()).toHaveLength(2)
  })

  test('[B29] nobody draws as another, also when the board was read again meanwhile', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    ana.say(put(ana.doc, 'a', 1))
    await until(() => ana.committed.length > 0)
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(ana.doc))
    forged.clientID = ana.doc.clientID
    const forgery = put(forged, 'a', 'forged')
    ben.say(forgery)
    await until(() => ben.refused.length > 0)
    expect(ben.refused).toEqual(['access.denied'])
    for (const line of [ana, ben]) line.leave()
    await reopened()
    const again = await reader('ben')
    again.say(forgery)
    await until(() => again.refused.length > 0)
    expect(map((await reader('ana')).doc)).toEqual({ a: 1 })
  })

  test('[B30] with leave to write what is one\u2019s own, others\u2019 work stays as it is', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    ana.say(put(ana.doc, 'note', new Y.Map([['text', 'hers']])))
    await until(() => ben.doc.getMap('board').has('note'))
    await house.allow('ben', 'own')
    const his = put(ben.doc, 'mine', new Y.Map([['text', 'his']]))
    ben.say(his)
    await until(() => ben.committed.length > 0)
    const nested = (doc: Y.Doc, key: string) => doc.getMap('board').get(key) as Y.Map<unknown>
    ben.say(edit(ben.doc, () => nested(ben.doc, 'mine').set('text', 'his, once more')))
    await until(() => ben.committed.length > 1)
    expect(ben.refused).toEqual([])
    for (const change of [
      (doc: Y.Doc) => nested(doc, 'note').set('text', 'not hers'),
      (doc: Y.Doc) => doc.getMap('board').delete('note'),
      (doc: Y.Doc) => doc.getMap('board').set('note', 'another'),
    ]) {
      const before = ben.refused.length
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(ben.doc))
      ben.say(edit(copy, change))
      await until(() => ben.refused.length > before)
    }
    expect(new Set(ben.refused)).toEqual(new Set(['board.not-yours']))
    await until(() => nested(ana.doc, 'mine')?.get('text') === 'his, once more')
    expect(nested(ana.doc, 'note').get('text')).toBe('hers')
  })

  test('[B14] a change takes effect on the next update, in the order the changes were made', async () => {
    const [ana, ben] = [await reader('ana'), await reader('ben')]
    // The answer to an earlier question takes longer than that to a later one.
    const slow: (() => void)[] = []
    house.beforeAccess = () => new Promise((answer) => void slow.push(answer))
    const first = house.allow('ana', 'write')
    await until(() => slow.length > 0)
    const second = house.allow('ana', 'read')
    ana.say(put(ana.doc, 'late', 1))
    await new Promise((turn) => setImmediate(turn))
    house.beforeAccess = async () => undefined
    for (const answer of slow) answer()
    await Promise.all([first, second])
    await until(() => ana.refused.length > 0)
    expect(ana.access.at(-1)).toBe(1)
    await house.allow('ana', 'write')
    ana.say(Y.encodeStateAsUpdate(ana.doc), sync.messageYjsSyncStep2)
    await until(() => map(ben.doc).late === 1)
  })

  test('[B14] who is just coming in when the step changes has what holds after it', async () => {
    let answer = () => {}
    let asked = 0
    house.beforeAccess = () =>
      new Promise((go) => {
        asked += 1
        answer = go
      })
    const coming = connect(house, 'ana')
    await until(() => asked === 1)
    answer() // at the door
    await until(() => asked === 2)
    const stale = answer
    const change = house.allow('ana', 'read')
    house.beforeAccess = async () => undefined
    stale()
    await change
    const ana = await coming
    lines.push(ana)
    ana.say(put(ana.doc, 'x', 1))
    await until(() => ana.refused.length > 0)
    expect(ana.access).toEqual([1])
    expect(rows()).toEqual([])
  })

  test('[B14] where nobody can tell what she may do, she comes again', async () => {
    const ana = await reader('ana')
    house.beforeAccess = () => Promise.reject(new Error('no answer'))
    await house.boards.refreshAccess(house.session)
    await until(() => ana.closed)
    expect(ana.closed!.code).toBe(1013)
    expect(await statusOf(`${house.url}/board/${house.board}`, { cookie: 'person=ana' })).toBe(503)
  })

  test('[B15] a hidden board says nothing, and all of it once it is shown', async () => {
    await house.allow('ana', 'hidden')
    const [ana, sam, ben] = [await line('ana'), stock('sam'), await reader('ben')]
    await until(() => sam.synced)
    await house.allow('sam', 'hidden')
    // A stock client says hello at once, and is taken leave of.
    await until(() => ben.awareness.length === 2)
    ben.awareness.length = 0
    ana.ask()
    ana.raw(Uint8Array.from([3]))
    ben.say(put(ben.doc, 'k', 1))
    ben.aware(7, 1, '{"at":1}')
    ben.raw(Uint8Array.from([100, 65]))
    // Neither is she heard: what she says goes nowhere, and is not even judged.
    ana.aware(8, 1, '{"at":2}')
    ana.raw(Uint8Array.from([100, 66]))
    ana.say(put(new Y.Doc(), 'a', 1))
    await until(() => ana.refused.length > 0 && ben.committed.length > 0)
    expect([ana.updates, ana.asked, ana.awareness, ana.live, [...ana.peers]]).toEqual([[], [], [], [], []])
    expect(sam.doc.getMap('board').size).toBe(0)
    expect([ben.awareness, ben.live]).toEqual([[], []])

    await house.allow('ana', 'read')
    await house.allow('sam', 'read')
    await until(() => map(ana.doc).k === 1 && map(sam.doc).k === 1 && ana.awareness.length > 0)
    expect([...ana.peers.values()]).toContain('ben')
    ben.say(put(ben.doc, 'k', 2))
    await until(() => map(ana.doc).k === 2 && map(sam.doc).k === 2)
  })

  test('[B16] someone removed is disconnected, and stock clients do not try again', async () => {
    const [ana, sam, ben] = [await reader('ana'), stock('sam'), await reader('ben')]
    await until(() => sam.synced)
    house.boards.disconnect(house.session, 'ana' as PersonId)
    await until(() => ana.closed)
    expect(ana.closed).toEqual({ code: 4403, reason: 'removed' })
    await house.allow('sam', null)
    await until(() => !sam.wsconnected && !sam.shouldConnect)
    expect(ben.closed).toBeNull()
  })
})

describe('presence', () => {
  test('[B25] cursors are relayed at once, kept nowhere, and shown to who comes later', async () => {
    const [ana, ben] = [stock('ana'), await reader('ben')]
    await until(() => ana.synced)
    ana.awareness.setLocalState({ name: 'Ana', x: 1 })
    await until(() => ben.awareness.length > 0)
    const cid = stock('cid')
    await until(() => cid.awareness.getStates().get(ana.doc.clientID)?.x === 1)
    ben.raw(Uint8Array.from([100, 65, 66]))
    const dan = await reader('dan')
    await until(() => dan.awareness.length > 0 && [...dan.peers.values()].toSorted().join() === 'ana,ben,cid')
    ben.raw(Uint8Array.from([100, 67]))
    await until(() => dan.live.includes('C'))
    expect(ben.live).toEqual([])
    ana.destroy()
    await until(() => !cid.awareness.getStates().has(ana.doc.clientID))
    await until(() => ![...dan.peers.values()].includes('ana'))
    expect(rows()).toEqual([])
  })

  test('[B25] nobody speaks for another; the same person may on a new connection', async () => {
    const [ana, eve, ben] = [await reader('ana'), await reader('eve'), await reader('ben')]
    ana.aware(7, 1, '{"name":"ana"}')
    await until(() => ben.awareness.length === 1)
    // Neither as her first words nor later; neither several at once, nor something that is none.
    eve.aware(7, 2, '{"name":"eve"}')
    eve.aware(7, 3, 'null')
    eve.aware(9, 1, '{"name":"eve"}')
    await until(() => ben.awareness.length === 2)
    eve.aware(10, 1, '{"name":"eve"}')
    eve.raw(Uint8Array.from([1, 2, 1, 9]))
    const again = await reader('ana')
    again.aware(7, 4, '{"name":"ana again"}')
    await until(() => ben.awareness.length === 3)
    ana.leave()
    again.aware(7, 5, '{"name":"still here"}')
    await until(() => ben.awareness.length === 4)
    expect(
      ben.awareness.map(
        (body) =>
          Buffer.from(body)
            .toString()
            .match(/\{.*\}/)?.[0],
      ),
    ).toEqual(['{"name":"ana"}', '{"name":"eve"}', '{"name":"ana again"}', '{"name":"still here"}'])
    again.leave()
    await until(() => ben.awareness.some((body) => Buffer.from(body).toString().includes('null')))
  })
})

describe('stopping', () => {
  test('[B26] draining commits what was taken and sends everyone away to come again', async () => {
    const [ana, sam] = [await reader('ana'), stock('sam')]
    await until(() => sam.synced)
    for (let at = 0; at < 20; at++) ana.say(put(ana.doc, `k${at}`, at))
    await until(() => map(sam.doc).k0 === 0)
    const port = Number(new URL(house.url).port)
    // Someone who does not answer does not hold it up.
    const deaf = await reader('deaf')
    deaf.socket.pause()
    const start = Date.now()
    await house.stop()
    expect(Date.now() - start).toBeLessThan(5000)
    await until(() => ana.closed)
    expect(ana.closed!.code).toBe(1012)
    const kept = docOf(folder.path, house.board)
    expect(rows().length).toBeGreaterThanOrEqual(ana.committed.at(-1) ?? 0)
    house = Object.assign(await openHouse({ dataDir: folder.path, port }), {
      board: house.board,
      session: house.session,
    })
    await until(() => sam.synced)
    expect(map(sam.doc)).toEqual(map(kept))
  })

  test('[B10] while draining the door is closed', async () => {
    const stopping = house.boards.drain()
    expect(await statusOf(`${house.url}/board/${house.board}`, { cookie: 'person=ana' })).toBe(503)
    await stopping
    await house.stop()
    house = await openHouse({ dataDir: folder.path })
  })
})
