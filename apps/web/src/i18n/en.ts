import { circles } from './messages/en/circles.ts'
import { common } from './messages/en/common.ts'
import { community } from './messages/en/community.ts'
import { desk } from './messages/en/desk.ts'
import { protocols } from './messages/en/protocols.ts'
import { record } from './messages/en/record.ts'
import { refusal } from './messages/en/refusal.ts'
import { room } from './messages/en/room.ts'

export const en = { ...common, circles, community, desk, protocols, record, refusal, room }
export type Messages = typeof en
