import { pino, type Logger } from 'pino'

/** Structured logs. Nothing personal goes in: ids yes, names, addresses, tokens and words never. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    // An exception has no properties of its own to show; its stack would name files of ours, not the fault.
    serializers: { error: (error: unknown) => (error instanceof Error ? String(error) : error) },
    redact: { paths: ['*.token', '*.cookie', '*.authorization', '*.email', '*.password'], censor: '…' },
  })
export type { Logger } from 'pino'
