export { decodeLive, encodeLive, type LiveFrame } from './frames.ts'
export { drawPeers, type Viewport } from './overlay.ts'
export { follow, type LiveChannel, type PeerPresence } from './presence.ts'
