export type { MediaPerson } from './call.ts'
export { connectMedia, type MediaRoom, type MediaState } from './media-room.ts'
export { deviceFault, type DeviceFault } from './device-fault.ts'
