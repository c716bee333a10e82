import { setTimeout as pause } from 'node:timers/promises'
import type { Figure, Measure } from '../bench.ts'
import { median } from '../percentiles.ts'
import { open } from './line.ts'
import { probe } from './probe.ts'
import { drawing, seed, type Drawing } from './seed.ts'
import { copse, hocuspocus, withServers, yWebsocket, type BoardServer } from './servers.ts'

const TIMES = 5
const kinds = [
  { title: '50,000 elements, 5 MB', drawn: () => drawing(50_000, 50_000, 72) },
  { title: '2,000 elements written 50,000 times', drawn: () => drawing(2000, 50_000, 72) },
] as const

interface Found {
  readonly server: BoardServer
  readonly ms: number[][]
  /** The longest that the server's loop did not answer while a board was being opened. */
  readonly stalls: number[][]
}

export const coldOpen: Measure = (progress) => {
  const drawings: Drawing[] = kinds.map(({ drawn }) => drawn())
  const boardOf = (kind: number, time: number) => 1 + kind * TIMES + time
  return withServers([() => copse(1 + kinds.length * TIMES, 1), hocuspocus, yWebsocket], async (servers) => {
    const found: Found[] = servers.map((server) => ({ server, ms: [[], []], stalls: [[], []] }))
    for (const server of servers) {
      await Promise.all(
        drawings.flatMap((drawn, kind) =>
          Array.from({ length: TIMES }, (_, time) => seed(server.address(boardOf(kind, time)), drawn)),
        ),
      )
      progress(`${server.name} has its boards`)
      // Stopped in order and started anew: nothing is in memory.
      await server.again('SIGTERM')
    }
    const probes = []
    for (const { server } of found) probes.push(await probe(server.address(0), server.address(0)))
    const quiet: number[][] = found.map(() => [])
    for (let time = 0; time < TIMES; time++)
      for (const [kind, drawn] of drawings.entries())
        for (const [at, { server, ms, stalls }] of found.entries()) {
          await probes[at]!.seen()
          await pause(500)
          quiet[at]!.push(Math.max(...(await probes[at]!.seen()).pongs))
          const opened = await open(server.address(boardOf(kind, time)), drawn.size)
          const { pongs, waiting } = await probes[at]!.seen()
          ms[kind]!.push(opened.ms)
          stalls[kind]!.push(Math.max(waiting, ...pongs))
          if (opened.doc().getMap('elements').size < drawn.elements) throw new Error(`${server.name} gave half a board`)
          await pause(200)
        }
    for (const one of probes) await one.stop()
    const [ours, hocus, yws] = found
    return kinds.flatMap(({ title }, kind): Figure[] => {
      const took = median(ours!.ms[kind]!)
      return [
        {
          what: `Cold open, ${title}`,
          value: took,
          unit: 'ms',
          peer: { name: 'Hocuspocus', value: median(hocus!.ms[kind]!) },
          note: `y-websocket server ${median(yws!.ms[kind]!).toFixed(0)} ms; slowest of ours ${Math.max(...ours!.ms[kind]!).toFixed(0)} ms`,
        },
        { what: '… as a share of Hocuspocus’ time', value: took / median(hocus!.ms[kind]!), unit: '×', goal: 0.067 },
        {
          what: '… the server’s loop stands meanwhile for',
          value: median(stalls(ours!, kind)),
          unit: 'ms',
          goal: 20,
          peer: { name: 'Hocuspocus', value: median(stalls(hocus!, kind)) },
          note: `y-websocket server ${median(stalls(yws!, kind)).toFixed(0)} ms; ours with nothing to do ${median(quiet[0]!).toFixed(1)} ms`,
        },
      ]
    })
  })
}
const stalls = (one: Found, kind: number) => one.stalls[kind]!
