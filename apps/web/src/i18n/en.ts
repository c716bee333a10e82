import { en as common } from './messages/common.ts'
import { en as community } from './messages/community.ts'
import { en as record } from './messages/record.ts'
import { en as refusal } from './messages/refusal.ts'
import { en as room } from './messages/room.ts'

export const en = { ...common, community, record, refusal, room }
export type Messages = typeof en
