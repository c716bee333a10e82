import { pino, type Logger } from 'pino'

/** Structured logs. Nothing personal goes in: ids yes, names, addresses, tokens and words never. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    redact: { paths: ['*.token', '*.cookie', '*.authorization', '*.email', '*.password'], censor: '…' },
  })
export type { Logger } from 'pino'
