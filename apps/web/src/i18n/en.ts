import { common } from './messages/en/common.ts'
import { community } from './messages/en/community.ts'
import { record } from './messages/en/record.ts'
import { refusal } from './messages/en/refusal.ts'
import { room } from './messages/en/room.ts'
import type { enMore } from './en-more.ts'

/** The English words of the first pages; the rest comes with the pages that need it. */
export const en = { ...common, community, record, refusal, room }
export type Messages = typeof en & typeof enMore
