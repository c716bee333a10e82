import type { Messages } from './en.ts'
import { es as common } from './messages/common.ts'
import { es as community } from './messages/community.ts'
import { es as record } from './messages/record.ts'
import { es as refusal } from './messages/refusal.ts'
import { es as room } from './messages/room.ts'

export const es: Messages = { ...common, community, record, refusal, room }
