// The y-websocket server with y-leveldb: `node y-websocket.js <data folder>`.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { tellPort } from './told.js'

process.env.YPERSISTENCE = join(process.argv[2], 'leveldb')
// It says on the console where it keeps documents; lines of ours are JSON.
console.info = () => undefined
const { getPersistence, setupWSConnection } = await import('@y/websocket-server/utils')

const sockets = new WebSocketServer({ noServer: true })
sockets.on('connection', setupWSConnection)
const server = createServer((_request, response) => response.writeHead(404).end())
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (one) => sockets.emit('connection', one, request)),
)
server.listen(0, '127.0.0.1', () => tellPort(server.address().port, () => getPersistence().provider.destroy()))
