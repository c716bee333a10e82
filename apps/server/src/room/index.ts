export { createGateway, type Gateway } from './gateway.ts'
export { createRooms, type Committed, type Rooms } from './rooms.ts'
