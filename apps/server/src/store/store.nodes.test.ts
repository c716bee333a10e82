import { inject } from 'vitest'
import { freshDatabase } from '../testing-databases.ts'
import { openStore } from './index.ts'
import { storeSuite } from './store.suite.ts'

storeSuite('PostgreSQL', async () => {
  const url = await freshDatabase(inject('databases'))
  return { open: () => openStore(url), remove: async () => undefined }
})
