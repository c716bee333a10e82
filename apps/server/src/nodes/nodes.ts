import { sql, type Kysely } from 'kysely'
import type { Logger } from '../ops/log.ts'
import type { Schema } from '../store/index.ts'

/** How often a node shows that it lives, and how often it may fail to before it is taken for gone. */
const BEAT_MS = 800
const MISSES = 4

/** `isHeir`: of the nodes that remain it is this one that looks after what the other left. */
type Gone = (id: string, isHeir: boolean) => void

/** The processes that serve this installation. */
export interface Nodes {
  /** This process's own name: made anew at each start, no colon. */
  readonly id: string
  /** Whether the process that had a name is no more. */
  isGone(id: string): Promise<boolean>
  onGone(listener: Gone): void
  /** Others need not wait to find out. */
  stop(): Promise<void>
}

/** One process, alone: any other was there before it. */
export const onlyNode = (id: string): Nodes => ({
  id,
  isGone: async (other) => other !== id,
  onGone: () => undefined,
  stop: async () => undefined,
})

/**
 * Nodes that share a database. Each counts up a number of its own there; whose number stands still while another has looked four
 * times is gone, and its row is removed. No clock is compared, and while the database is away nobody is judged. A node that
 * was taken for gone and is not (it was asleep) comes back with its next beat, and says in the rooms who is still connected to it.
 */
export async function joinNodes(options: {
  id: string
  db: Kysely<Schema>
  log: Pick<Logger, 'error' | 'info'>
}): Promise<Nodes> {
  const { id, db, log } = options
  const listeners = new Set<Gone>()
  const others = new Map<string, { beats: number; misses: number }>()
  let timer: NodeJS.Timeout | null = null
  let beating: Promise<void> = Promise.resolve()
  let stopped = false

  async function beat(): Promise<void> {
    await db
      .insertInto('nodes')
      .values({ id, beats: 1 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ beats: sql<number>`nodes.beats + 1` }))
      .execute()
    const rows = await db.selectFrom('nodes').selectAll().execute()
    const living = new Set(rows.map((row) => row.id))
    for (const other of rows) {
      const known = others.get(other.id)
      if (other.id === id) continue
      const misses = known?.beats === other.beats ? known.misses + 1 : 0
      others.set(other.id, { beats: other.beats, misses })
      if (misses < MISSES) continue
      await db.deleteFrom('nodes').where('id', '=', other.id).where('beats', '=', other.beats).execute()
      living.delete(other.id)
    }
    const heir = [...living].toSorted()[0]
    for (const other of others.keys()) {
      if (living.has(other)) continue
      others.delete(other)
      log.info({ node: other }, 'a node is gone')
      for (const listener of listeners) listener(other, heir === id)
    }
  }

  function later(): void {
    timer = setTimeout(() => {
      beating = beat()
        .catch((error: unknown) => log.error({ error: String(error) }, 'nodes'))
        .finally(() => {
          if (!stopped) later()
        })
    }, BEAT_MS)
  }
  await beat()
  later()

  return {
    id,
    async isGone(other) {
      if (other === id) return false
      return (await db.selectFrom('nodes').select('id').where('id', '=', other).executeTakeFirst()) === undefined
    },
    onGone: (listener) => void listeners.add(listener),
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      // One under way would bring the row back.
      await beating
      await db.deleteFrom('nodes').where('id', '=', id).execute()
    },
  }
}
