import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** An update with its moment. */
export interface TimedUpdate {
  /** Epoch ms; never falls from one to the next. */
  readonly at: number
  /** Who drew it; empty: nobody who is to be named. */
  readonly author: string
  /** A Yjs update. */
  readonly update: Uint8Array
}

/**
 * A stretch of a board's log as bytes, column by column, so that it compresses well: varUint number of authors, then each as varString;
 * varUint number of rows; for each row the varUint milliseconds since the one before (the first: since `from`); for each its author's
 * varUint place; for each its update's varUint length; then the updates.
 */
export function packLog(rows: readonly TimedUpdate[], from: number): Uint8Array {
  const authors = [...new Set(rows.map(({ author }) => author))]
  const places = new Map(authors.map((author, at) => [author, at]))
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, authors.length)
  for (const author of authors) encoding.writeVarString(encoder, author)
  encoding.writeVarUint(encoder, rows.length)
  let last = from
  for (const { at } of rows) {
    encoding.writeVarUint(encoder, Math.max(0, at - last))
    last = Math.max(last, at)
  }
  for (const { author } of rows) encoding.writeVarUint(encoder, places.get(author)!)
  for (const { update } of rows) encoding.writeVarUint(encoder, update.length)
  for (const { update } of rows) encoding.writeUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

/** The inverse; null where the bytes are no such stretch. */
export function unpackLog(bytes: Uint8Array, from: number): TimedUpdate[] | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    /** No more than there are bytes: each takes at least one. */
    const count = () => {
      const value = decoding.readVarUint(decoder)
      if (value > bytes.length) throw new Error('more than there is')
      return value
    }
    const authors = Array.from({ length: count() }, () => decoding.readVarString(decoder))
    const length = count()
    const column = () => Array.from({ length }, () => decoding.readVarUint(decoder))
    const [waits, places, sizes] = [column(), column(), column()]
    let at = from
    const rows = waits.map((wait, row): TimedUpdate => {
      at += wait
      const author = authors[places[row]!]
      if (author === undefined) throw new Error('no such author')
      return { at, author, update: decoding.readUint8Array(decoder, sizes[row]!).slice() }
    })
    return decoding.hasContent(decoder) ? null : rows
  } catch {
    return null
  }
}
