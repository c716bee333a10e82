import { boardAccessCode, type BoardAccess, type PersonId, type RefusalCode } from '@copse/contract'
import { createBucket } from './bucket.ts'
import type { Connection } from './connection.ts'
import type { Elsewhere } from './elsewhere.ts'
import { boardDeliveries, boardResyncs, boardUpdates, countRefusal } from '../ops/metrics.ts'
import { admit, type Admission } from './extent.ts'
import * as frames from './frames.ts'
import { createHistory, entryOf } from './history.ts'
import * as limits from './limits.ts'
import type { LoadedBoard, LogRow, MergedBoard, NewRow } from './log-worker.ts'
import { createPresence } from './presence.ts'
import { wired } from './wire.ts'

/** Where a board's rows are committed; it is told once, in order, what of them is on disk. */
export interface CommitTarget {
  readonly id: string
  /** The last row of the log it knows. */
  head(): number
  /** On disk are those it gave, after `missed`, which other nodes gave. */
  committed(rows: readonly NewRow[], missed: readonly LogRow[]): void
  /** They could not be committed, and neither will be what was given after them. */
  failed(): void
}
export interface BoardHost {
  readonly now: () => number
  commit(target: CommitTarget, row: NewRow): void
  /** Resolves when the board has been told what other nodes wrote. */
  catchUp(target: CommitTarget): Promise<void>
  /** To the board's other nodes. */
  publish(message: Elsewhere): void
  /** Ends what is heard from them. */
  silence(): void
  /** Bytes over all boards that are not on disk yet. */
  readonly waiting: () => number
  merge(board: string): Promise<MergedBoard>
  fail(error: unknown): void
  /** The board is of no use any more; whoever wants it opens it again. */
  abandon(): void
}

/**
 * One open board: no document, only the merged state, the rows since, and how far each client's edits go. An update goes
 * admit → commit → fan-out, so that what anyone has seen is on disk.
 */
export function createBoard(id: string, loaded: LoadedBoard, host: BoardHost) {
  const { extent } = loaded
  const authors = new Map(loaded.authors)
  const history = createHistory(loaded)
  const connections = new Set<Connection>()
  const presence = createPresence(connections, host.publish)
  const mayUpdate = createBucket(limits.boardUpdateRate, host.now)
  let { lastAt, logBytes } = loaded
  /** Rows given so far, and how many of them are on disk. Acknowledgements wait for all that was given before them. */
  let given = 0
  let kept = 0
  let uncommittedBytes = 0
  let due: { given: number; connection: Connection; updates: number }[] = []
  let merging: Promise<void> | null = null
  let hasFailed = false
  /** Who sent which of the rows that are not on disk, by their count. */
  const senders = new Map<number, Connection>()

  const request = () => frames.stateRequest(extent.clocks)

  function acknowledge(connection: Connection): void {
    if (!connection.copse || connection.isAsked) return
    const { updates } = connection
    if (given === kept) connection.out.tell('committed', wired(frames.committedFrame(updates)))
    else due.push({ given, connection, updates })
  }

  const target: CommitTarget = {
    id,
    head: () => history.head,
    committed(rows, missed) {
      if (rows.length === 0 && missed.length === 0) return
      const before = history.head
      const own = before + missed.length + 1
      const added = [
        ...foreign(missed).map((row) => ({ sender: undefined, entry: entryOf(row.seq, row.update) })),
        ...rows.map((row, at) => ({ sender: senders.get(kept + 1 + at), entry: entryOf(own + at, row.update) })),
      ]
      const head = before + missed.length + rows.length
      const entries = added.map(({ entry }) => entry)
      history.append(entries, head)
      const all = entries.length === 1 ? entries[0]!.message : Buffer.concat(entries.map(({ message }) => message))
      const authors = new Set(added.map(({ sender }) => sender))
      for (const connection of connections) {
        const { position, out } = connection
        // Who has not asked yet, or is catching up, finds the rows in the history.
        if (connection.access === 'hidden' || position === null || position >= head || out.isFollowing) continue
        const message = authors.has(connection)
          ? Buffer.concat(added.flatMap(({ sender, entry }) => (sender === connection ? [] : [entry.message])))
          : all
        if (position === before && (message.length === 0 || out.push(message))) {
          connection.position = head
          if (message.length > 0) boardDeliveries.inc(entries.length)
        } else {
          boardResyncs.inc()
          out.follow(history.missing(connection))
        }
      }
      for (const row of rows) {
        senders.delete(++kept)
        uncommittedBytes -= row.update.byteLength
      }
      const ready = new Map<Connection, number>()
      for (const one of due) if (one.given <= kept) ready.set(one.connection, one.updates)
      due = due.filter((one) => one.given > kept)
      for (const [connection, updates] of ready) connection.out.tell('committed', wired(frames.committedFrame(updates)))
      if (rows.length > 0) host.publish({ kind: 'committed', head })
      if (history.isDueForMerging()) void merge()
    },
    failed() {
      hasFailed = true
      host.abandon()
      // What could not be committed was shown to nobody; its senders come back and offer it again.
      for (const connection of connections) connection.close(1013, 'try again')
    },
  }

  /** Rows of other nodes, judged as when they are read from the log; what cannot be used is passed over. */
  function foreign(rows: readonly LogRow[]): LogRow[] {
    return rows.filter(({ update, person, at }) => {
      logBytes += update.byteLength
      lastAt = Math.max(lastAt, at)
      const judged = admit(update, extent)
      if (judged.outcome !== 'fits') return false
      for (const client of judged.clients) if (!extent.clocks.has(client)) authors.set(client, person)
      judged.take()
      return true
    })
  }

  /** One at a time; whoever asks meanwhile waits for the one under way. */
  function merge(): Promise<void> {
    merging ??= mergeNow().finally(() => (merging = null))
    return merging
  }
  async function mergeNow(): Promise<void> {
    try {
      const merged = await host.merge(id)
      history.adopt(merged)
      // Of two who set one key at once the loser's value is deleted, which only the document knows.
      const judged = admit(merged.deletions, extent)
      if (judged.outcome === 'fits') judged.take()
    } catch (error) {
      host.fail(error)
    }
  }

  function refuse(connection: Connection, code: RefusalCode): void {
    countRefusal(code)
    if (connection.copse) connection.out.tell('refused', wired(frames.refusedFrame(code)))
    else connection.out.tell('denied', wired(frames.deniedFrame(code)))
  }

  /** Whether there is room for an update. Deletions are taken on a full board: they make room. */
  function hasRoom(update: Uint8Array, adds: boolean): boolean {
    if (!adds) return true
    const fits = history.bytes + uncommittedBytes + update.byteLength <= limits.BOARD_LIMIT
    if (!fits && history.hasUnmerged()) void merge()
    return fits && logBytes + update.byteLength <= limits.LOG_LIMIT
  }

  /**
   * Someone who may not write answers with deletions that the rows do not say. They may be the document's own, of two who set
   * one key at once: only merging tells.
   */
  async function settle(connection: Connection, update: Uint8Array): Promise<void> {
    if (connection.may.request())
      // The one under way may have begun too soon.
      for (let round = 0; round < 2 && history.hasUnmerged(); round++) await merge()
    judge(connection, update, true, true)
  }

  function take(connection: Connection, update: Uint8Array, answers: boolean): void {
    connection.updates += 1
    judge(connection, update, answers, false)
  }

  function judge(connection: Connection, update: Uint8Array, answers: boolean, isSettled: boolean): void {
    if (answers) connection.isAsked = false
    if (connection.access === 'hidden') return refuse(connection, 'board.read-only')
    if (!isSettled && !(connection.may.update() && connection.may.updateBytes(update.byteLength)))
      return refuse(connection, 'rate.limited')
    const judged = admit(update, extent)
    switch (judged.outcome) {
      case 'malformed':
        return connection.close(1007, 'malformed update')
      case 'too-large':
        return refuse(connection, 'input.too-large')
      case 'gap':
        // It has been asked for all it has, and still builds on what is nowhere.
        if (answers) return refuse(connection, 'input.invalid')
        // Another node may have what it builds on.
        if (!connection.isAsked)
          void host.catchUp(target).then(() => connection.out.tell('request', wired(request())), host.fail)
        connection.isAsked = true
        return
    }
    // Nothing new (a client that returns repeats itself): acknowledged, whoever sends it.
    if (!judged.changes) return acknowledge(connection)
    if (connection.access !== 'write' && connection.access !== 'own') {
      if (answers && !judged.adds && !isSettled) return void settle(connection, update)
      return refuse(connection, 'board.read-only')
    }
    const { personId } = connection.actor
    const isAnothers = (client: number) => (authors.get(client) ?? personId) !== personId
    // Edits under somebody else's client would stand for hers.
    if (judged.clients.some(isAnothers)) return refuse(connection, 'access.denied')
    if (connection.access === 'own' && judged.touched.some(isAnothers)) return refuse(connection, 'board.not-yours')
    if (!mayUpdate() || host.waiting() > limits.UNCOMMITTED_LIMIT) return refuse(connection, 'rate.limited')
    if (!hasRoom(update, judged.adds)) return refuse(connection, 'board.full')
    senders.set(given + 1, connection)
    enter(update, judged, personId)
    acknowledge(connection)
  }

  function enter(update: Uint8Array, judged: Extract<Admission, { outcome: 'fits' }>, person: string): void {
    const clients = judged.clients.filter((client) => !extent.clocks.has(client))
    for (const client of clients) authors.set(client, person)
    judged.take()
    boardUpdates.inc()
    logBytes += update.byteLength
    uncommittedBytes += update.byteLength
    // The log's time never goes back, so that what was there at a moment is always its beginning.
    lastAt = Math.max(lastAt, host.now())
    given += 1
    host.commit(target, { at: lastAt, person, update, clients })
  }

  const tellAccess = (connection: Connection) =>
    connection.copse &&
    connection.out.tell('access', wired(frames.accessFrame(boardAccessCode[connection.access], connection.reason)))

  function follow(connection: Connection, theirs: ReadonlyMap<number, number>): void {
    // Who asks may have begun anew, without what it drew itself a moment ago.
    for (const [row, sender] of senders) if (sender === connection) senders.delete(row)
    connection.out.follow(history.answer(connection, theirs, request))
  }

  return {
    id,
    connections,
    /** Something given to it could not be committed: it is of no use any more. */
    hasFailed: () => hasFailed,
    join(connection: Connection, access: BoardAccess, reason: string): void {
      if (hasFailed) return connection.close(1013, 'try again')
      const own = [...connections].filter(({ actor }) => actor.personId === connection.actor.personId)
      if (own.length >= limits.PERSON_CONNECTIONS || connections.size >= limits.BOARD_CONNECTIONS)
        return connection.close(1013, 'too many connections')
      connections.add(connection)
      connection.access = access
      connection.reason = reason
      tellAccess(connection)
      presence.announce(connection)
      if (access !== 'hidden') presence.introduce(connection)
    },
    leave(connection: Connection): void {
      if (connections.delete(connection)) presence.sayGone(connection)
    },
    receive(connection: Connection, frame: Uint8Array): void {
      if (hasFailed) return
      const message = frames.parse(frame)
      switch (message.kind) {
        case 'malformed':
          return connection.close(1007, 'malformed frame')
        case 'state-request':
          if (connection.access !== 'hidden' && connection.may.request()) follow(connection, message.clocks)
          return
        case 'update':
          return take(connection, message.update, message.answers)
        case 'awareness':
          return presence.aware(connection, message.body)
        case 'live':
          return presence.live(connection, message.payload)
        case 'query-awareness':
          if (connection.access !== 'hidden' && connection.may.request()) presence.introduce(connection)
      }
    },
    /** The server's own writing, past the gate but not past the judgement; says whether it was taken. */
    append(update: Uint8Array): boolean {
      const judged = admit(update, extent)
      if (hasFailed || judged.outcome !== 'fits') return false
      if (!judged.changes) return true
      enter(update, judged, '')
      return true
    },
    /** Has what other nodes wrote before now. */
    catchUp: () => host.catchUp(target),
    /** A message of another node. */
    async hear(message: Elsewhere): Promise<void> {
      if (message.kind !== 'committed') return presence.hear(message)
      if (message.head > history.head) await host.catchUp(target)
    },
    close: host.silence,
    /** Looks anew who is there on other nodes. */
    lookAround: presence.lookAround,
    /** A node is gone, with all who were connected to it. */
    forget: presence.forget,
    /** The step may have changed what this connection may do. */
    setAccess(connection: Connection, access: BoardAccess, reason: string): void {
      if (connection.access === access && connection.reason === reason) return
      const wasHidden = connection.access === 'hidden'
      connection.access = access
      connection.reason = reason
      tellAccess(connection)
      if (access === 'hidden' && !wasHidden) {
        presence.hide(connection)
        connection.position = null
        // Half a board is on its way: only a new connection does not get the rest.
        if (!connection.out.stop()) connection.close(1012, 'the board is hidden')
      }
      if (wasHidden && access !== 'hidden') {
        presence.introduce(connection)
        follow(connection, new Map())
      }
    },
    disconnect(personId: PersonId): void {
      for (const connection of connections)
        if (connection.actor.personId === personId) connection.close(4403, 'removed')
    },
  }
}
export type Board = ReturnType<typeof createBoard>
