import type { SessionId } from '@copse/contract'
import type { JoinChoice } from '../lobby/index.ts'

const keyOf = (sessionId: SessionId) => `copse.entered.${sessionId}`

/** What somebody chose when they went in, and what was on since, so that a reload brings them straight back as they were. */
export function keptEntry(sessionId: SessionId): JoinChoice | null {
  const kept = sessionStorage.getItem(keyOf(sessionId))
  return kept === null ? null : (JSON.parse(kept) as JoinChoice)
}
export const keepEntry = (sessionId: SessionId, choice: JoinChoice): void =>
  sessionStorage.setItem(keyOf(sessionId), JSON.stringify(choice))
export const forgetEntry = (sessionId: SessionId): void => sessionStorage.removeItem(keyOf(sessionId))
