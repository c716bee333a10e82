import { createHash } from 'node:crypto'

/** A merged state is sent as it is, so that damage on disk must show without reading it. */
export const digestOf = ({ bytes, clocks, deletions }: Record<'bytes' | 'clocks' | 'deletions', Buffer>): Buffer =>
  createHash('sha256').update(bytes).update(clocks).update(deletions).digest()
