import { openStore } from '../../apps/server/src/store/index.ts'
import type { Product } from './product.ts'

/** A session's journal as it lies on the disk, read beside the running server or after it. */
export async function journalOf(product: Product, sessionId: string) {
  const store = await openStore(product.dataDir)
  const events = await store.journal.read(sessionId as never)
  await store.close()
  return events
}
