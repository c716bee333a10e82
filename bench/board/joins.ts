import { setTimeout as pause } from 'node:timers/promises'
import type { Measure } from '../bench.ts'
import { median, percentile } from '../percentiles.ts'
import { open } from './line.ts'
import { probe } from './probe.ts'
import { drawing, seed } from './seed.ts'
import { copse, hocuspocus, withServers, yWebsocket } from './servers.ts'

const PEOPLE = 25
const ROUNDS = 5

export const joins: Measure = (progress) => {
  const drawn = drawing(50_000, 50_000, 72)
  return withServers([() => copse(2, 2), hocuspocus, yWebsocket], async (servers) => {
    const probes = []
    for (const server of servers) {
      await seed(server.address(1), drawn)
      probes.push(await probe(server.address(0), server.address(0)))
    }
    const all: number[][] = servers.map(() => [])
    const others: number[][] = servers.map(() => [])
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [at, server] of servers.entries()) {
        await probes[at]!.seen()
        const began = performance.now()
        const opened = await Promise.all(
          Array.from({ length: PEOPLE }, (_, person) => open(server.address(1, person), drawn.size)),
        )
        const ms = performance.now() - began
        await pause(200) // what was drawn beside it arrives
        const { updates } = await probes[at]!.seen()
        if (opened[0]!.doc().getMap('elements').size < drawn.elements)
          throw new Error(`${server.name} gave half a board`)
        if (round === 0) continue // warms up
        all[at]!.push(ms)
        others[at]!.push(...updates)
      }
      progress(round === 0 ? 'warm' : `${round} of ${ROUNDS}`)
    }
    for (const one of probes) await one.stop()
    const [ours, hocus, yws] = all.map(median)
    const [oursP99, hocusP99, ywsP99] = others.map((times) => percentile(times, 0.99))
    return [
      {
        what: 'All 25 have all of 5 MB',
        value: ours!,
        unit: 'ms',
        peer: { name: 'Hocuspocus', value: hocus! },
        note: `y-websocket server ${yws!.toFixed(0)} ms`,
      },
      { what: '… as a share of Hocuspocus’ time', value: ours! / hocus!, unit: '×', goal: 0.125 },
      {
        what: '… meanwhile on another board, update to the other’s screen, p99',
        value: oursP99!,
        unit: 'ms',
        goal: 50,
        peer: { name: 'Hocuspocus', value: hocusP99! },
        note: `y-websocket server ${ywsP99!.toFixed(0)} ms`,
      },
    ]
  })
}
