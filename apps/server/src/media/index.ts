export { createMedia } from './media.ts'
export { LIVEKIT_PATH } from './proxy.ts'
