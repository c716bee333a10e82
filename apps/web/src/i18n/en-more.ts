import { circles } from './messages/en/circles.ts'
import { desk } from './messages/en/desk.ts'
import { growing } from './messages/en/growing.ts'
import { protocols } from './messages/en/protocols.ts'
import { replay } from './messages/en/replay.ts'

/** English words nobody reads before they are in a room, among the protocols or back at a session. */
export const enMore = { circles, desk, growing, protocols, replay }
