import type { Messages } from './en.ts'
import { circles } from './messages/es/circles.ts'
import { common } from './messages/es/common.ts'
import { community } from './messages/es/community.ts'
import { desk } from './messages/es/desk.ts'
import { growing } from './messages/es/growing.ts'
import { protocols } from './messages/es/protocols.ts'
import { replay } from './messages/es/replay.ts'
import { record } from './messages/es/record.ts'
import { refusal } from './messages/es/refusal.ts'
import { room } from './messages/es/room.ts'

export const es: Messages = { ...common, circles, community, desk, growing, protocols, record, replay, refusal, room }
