import type { Messages } from './en.ts'
import { circles } from './messages/es/circles.ts'
import { common } from './messages/es/common.ts'
import { community } from './messages/es/community.ts'
import { record } from './messages/es/record.ts'
import { refusal } from './messages/es/refusal.ts'
import { room } from './messages/es/room.ts'

export const es: Messages = { ...common, circles, community, record, refusal, room }
