import { circles } from './messages/en/circles.ts'
import { desk } from './messages/en/desk.ts'
import { growing } from './messages/en/growing.ts'
import { protocols } from './messages/en/protocols.ts'

/** English words nobody reads before they are in a room or among the protocols. */
export const enMore = { circles, desk, growing, protocols }
