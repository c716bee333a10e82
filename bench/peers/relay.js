// The floor: a socket's frames go, framed once, to every other on the same path. Knows nothing and keeps nothing.
import { createServer } from 'node:http'
import { Sender, WebSocketServer } from 'ws'
import { tellPort } from './told.js'

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const rooms = new Map()
const server = createServer()
server.on('upgrade', (request, raw, head) =>
  sockets.handleUpgrade(request, raw, head, (socket) => {
    const room = rooms.get(request.url) ?? new Set()
    rooms.set(request.url, room.add(raw))
    socket.on('message', (data) => {
      const framed = Buffer.concat(Sender.frame(data, { fin: true, opcode: 2, mask: false, readOnly: true }))
      for (const other of room) if (other !== raw) other.write(framed)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => room.delete(raw))
  }),
)
server.listen(0, '127.0.0.1', () => tellPort(server.address().port))
