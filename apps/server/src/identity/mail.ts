import type { OutboxMail } from '@copse/contract'
import nodemailer from 'nodemailer'
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

/** Sends by SMTP where one is configured; otherwise keeps the mail in the local outbox and announces it on the console. */
export function createMail(options: {
  smtpUrl: string | null
  from: string
  now: () => number
  log: Logger
  announce: (mail: OutboxMail) => void
}): Mail {
  const transport = options.smtpUrl ? nodemailer.createTransport(options.smtpUrl) : null
  const kept: OutboxMail[] = []
  return {
    async send({ to, subject, text, link, attachments }) {
      if (transport) {
        await transport.sendMail({ from: options.from, to, subject, text, attachments })
        options.log.info({ subject }, 'mail sent')
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
