import type { OutboxMail } from '@copse/contract'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'

export interface Mail {
  send(message: {
    to: string
    subject: string
    text: string
    link: string | null
    attachments?: { filename: string; content: string }[]
  }): Promise<void>
  /** Mails that were not sent because no server is configured, newest first. */
  outbox(): OutboxMail[]
}

const KEPT = 200
/** Nobody waits longer for a mail server that does not answer. */
const PATIENCE = { connectionTimeout: '10000', greetingTimeout: '10000', socketTimeout: '30000' }

function transportTo(smtpUrl: string) {
  const url = new URL(smtpUrl)
  for (const [name, ms] of Object.entries(PATIENCE)) if (!url.searchParams.has(name)) url.searchParams.set(name, ms)
  return createTransport(url.href)
}

/** What a log may say of a mail that was not sent: mail servers repeat the address in their words. */
export function mailFault(error: unknown): { error: string; answer: number | undefined } {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return { error: code ?? (error as Error).name, answer: responseCode }
}

/** Sends by SMTP where one is configured; otherwise keeps the mail in the local outbox and announces it on the console. */
export function createMail(options: {
  smtpUrl: string | null
  from: string
  now: () => number
  log: Logger
  announce: (mail: OutboxMail) => void
}): Mail {
  const transport = options.smtpUrl ? transportTo(options.smtpUrl) : null
  const kept: OutboxMail[] = []
  return {
    async send({ to, subject, text, link, attachments }) {
      if (transport) {
        await transport.sendMail({ from: options.from, to, subject, text, attachments })
        options.log.info('mail sent')
        return
      }
      const mail = { to, subject, text, link, sentAt: options.now() }
      kept.unshift(mail)
      kept.length = Math.min(kept.length, KEPT)
      options.announce(mail)
    },
    outbox: () => [...kept],
  }
}
