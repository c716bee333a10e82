import type { RefusalCode } from '@copse/contract'
import { Counter, Histogram, Registry } from 'prom-client'

/**
 * What this process counts of itself, one set for the process. Labels are from closed lists: no id, name or address is one.
 * Seconds and bytes, as Prometheus wants them.
 */
export const counted = new Registry()
const registers = [counted]
const QUICK_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export const httpSeconds = new Histogram({
  name: 'copse_http_seconds',
  help: 'Time to answer a request',
  labelNames: ['method', 'status'],
  buckets: QUICK_SECONDS,
  registers,
})

export const commandSeconds = new Histogram<'outcome'>({
  name: 'copse_command_seconds',
  help: 'From a command’s arrival to its acknowledgement, accepted or refused',
  labelNames: ['outcome'],
  buckets: QUICK_SECONDS,
  registers,
})
export const commits = new Counter({
  name: 'copse_journal_commits_total',
  help: 'Commands whose events were written to the journal',
  registers,
})
export const conflicts = new Counter({
  name: 'copse_journal_conflicts_total',
  help: 'Writes to the journal that another writer was before, decided again',
  registers,
})
export const eventsBroadcast = new Counter({
  name: 'copse_events_broadcast_total',
  help: 'Events told to those in their rooms, each counted once however many heard it',
  registers,
})

export const boardUpdates = new Counter({
  name: 'copse_board_updates_total',
  help: 'Updates taken into the board log',
  registers,
})
export const boardCommitSeconds = new Histogram({
  name: 'copse_board_commit_seconds',
  help: 'Time to write what all boards took within a few milliseconds to disk; its count is that of commits',
  buckets: QUICK_SECONDS,
  registers,
})
export const boardDeliveries = new Counter({
  name: 'copse_board_deliveries_total',
  help: 'Updates sent on, for each reader',
  registers,
})
const boardRefusals = new Counter<'code'>({
  name: 'copse_board_refusals_total',
  help: 'Updates refused, by the code their sender was told',
  labelNames: ['code'],
  registers,
})
export const boardResyncs = new Counter({
  name: 'copse_board_resyncs_total',
  help: 'Readers that fell behind and were brought up to date from the history',
  registers,
})

export const mediaGrantsSeconds = new Histogram<'outcome'>({
  name: 'copse_media_grants_seconds',
  help: 'From wanting a session’s grants compared to LiveKit having them, mended or failed',
  labelNames: ['outcome'],
  buckets: QUICK_SECONDS,
  registers,
})

export const countRefusal = (code: RefusalCode): void => boardRefusals.inc({ code })
