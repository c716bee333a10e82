// Hocuspocus with its SQLite extension, as its manual starts it: `node hocuspocus.js <data folder>`.
import { join } from 'node:path'
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'
import { tellPort } from './told.js'

const server = new Server({
  quiet: true,
  port: 0,
  address: '127.0.0.1',
  stopOnSignals: false,
  extensions: [new SQLite({ database: join(process.argv[2], 'hocuspocus.sqlite') })],
})
await server.listen()
tellPort(server.httpServer.address().port, () => server.destroy())
