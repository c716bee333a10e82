import type { PostgresPool } from 'kysely'
import { Pool, types, type PoolClient } from 'pg'

/** How long whoever asks is kept waiting while the database is away: a restart, or another taking its place. */
const PATIENCE_MS = 15_000
const RETRY_MS = 100
const READS_TRIED = 5

/** Key of the lock under which nodes that start at once make their tables one after the other. */
const BEGINNING = 0x636f707365 // "copse"

/** Whether an error says that the connection was lost, or not to be had: what was asked may have been done or not. */
export function isLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    /^(08...|57P0[123]|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(code) ||
    /^Connection terminated|not queryable|^timeout exceeded when trying to connect/.test(message)
  )
}

/** 64-bit numbers as numbers: ours are times, counts and places in a log. */
const getTypeParser: typeof types.getTypeParser = (oid, format) =>
  oid === types.builtins.INT8 && format !== 'binary' ? (Number as never) : types.getTypeParser(oid, format)

export function createPool(url: string, max: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    application_name: 'copse',
    types: { getTypeParser },
  })
  // A connection that breaks is told to whoever uses it; one nobody uses is just let go of.
  const ignore = () => undefined
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}

/** Whether a place is a database that many nodes share, and not a folder or file. */
export const isShared = (place: string): boolean => /^postgres(ql)?:/.test(place)

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A connection, waited for while the database is away. */
export async function connectPatiently(pool: Pool): Promise<PoolClient> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;)
    try {
      return await pool.connect()
    } catch (error) {
      if (!isLost(error) || performance.now() > deadline) throw error
      await pause(RETRY_MS)
    }
}

/**
 * The pool as Kysely uses it, patient: while the database is away who asks waits, and a read that lost its connection is asked
 * again. What changes something is not: whether it was done nobody knows but the database.
 */
export function patient(pool: Pool): PostgresPool {
  async function borrow() {
    let client = await connectPatiently(pool)
    let inTransaction = false
    return {
      async query(sql: string, parameters: readonly unknown[]) {
        if (/^(begin|start transaction)/.test(sql)) inTransaction = true
        if (/^(commit|rollback)$/.test(sql)) inTransaction = false
        for (let tries = 1; ; tries++)
          try {
            return await client.query(sql, [...parameters])
          } catch (error) {
            if (!isLost(error) || inTransaction || tries === READS_TRIED || !sql.startsWith('select ')) throw error
            client.release(true)
            client = await connectPatiently(pool)
          }
      },
      release: () => client.release(),
    }
  }
  return { connect: borrow, end: () => pool.end() } as unknown as PostgresPool
}

/** Runs something while no other node does. */
export async function exclusively<Result>(pool: Pool, work: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [BEGINNING])
    return await work()
  } finally {
    // With the connection goes its lock.
    client.release(true)
  }
}
