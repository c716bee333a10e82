export { connectMedia, type MediaRoom, type MediaState, type MediaPerson } from './media-room.ts'
export { deviceFault, type DeviceFault } from './device-fault.ts'
