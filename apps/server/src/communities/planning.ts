import type { PersonId, Protocol, SessionPlan } from '@copse/contract'
import { plan } from '@copse/protocols'
import { listOf, type SessionRow } from './rows.ts'

/** The plan a session's journal begins with, stated again whenever the session is rescheduled. */
export function planOf(row: SessionRow): SessionPlan {
  const protocol = JSON.parse(row.protocol) as Protocol
  return {
    title: row.title,
    focusQuestion: row.focusQuestion,
    protocol,
    agenda: plan(protocol, { minutes: row.minutes }),
    minutes: row.minutes,
    presenterId: row.presenterId,
    facilitatorIds: listOf(row.facilitatorIds) as PersonId[],
    lobby: row.lobby,
    enforcement: row.enforcement,
  }
}
