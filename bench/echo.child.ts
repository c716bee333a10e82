// The peer of the commands bench: Socket.io with nothing behind it. Prints its port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

const server = createServer()
const io = new Server(server, { serveClient: false })
io.on('connection', (socket) => {
  socket.on('say', (text: string, acknowledge: () => void) => {
    io.emit('said', text)
    acknowledge()
  })
})
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })))
