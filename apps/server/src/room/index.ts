export type { FactsOf } from './conversation.ts'
export { createRooms, type Rooms } from './rooms.ts'
export { metBefore } from './met.ts'
