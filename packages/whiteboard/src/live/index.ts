export { decodeLive, encodeLive, type LiveFrame } from './frames.ts'
export { drawCursors, drawWork, type Peer, type Viewport } from './overlay.ts'
export { follow, type LiveChannel, type PeerPresence } from './presence.ts'
export { createSender, type Sender, type Work } from './sender.ts'
