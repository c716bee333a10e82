export { createRoomClient, type Intention, type RoomClient, type RoomState } from './room-client.ts'
export { bestOffset, type ClockOffset, type Sample } from './server-clock.ts'
