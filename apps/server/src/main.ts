import { readConfig } from './config.ts'
import { openCopse } from './copse.ts'
import { StartFault } from './data-folder.ts'

const DRAIN_WITHIN_MS = 10_000

function stopWith(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  process.exit(1)
}

const read = readConfig(process.env)
if (!read.ok) stopWith(read.faults)
const { config } = read

process.umask(0o077) // what people said and drew is for the user who runs Copse alone
let stopping = false
// From the first moment on: whoever stops us while we begin waits until we have, and then leaves nothing behind.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    console.log('Stopping …')
    setTimeout(() => process.exit(1), DRAIN_WITHIN_MS).unref()
    opening
      .then((copse) => copse.drain())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error)
          process.exit(1)
        },
      )
  })

const opening = openCopse({
  config,
  env: process.env,
  now: Date.now,
  announce: (line) => console.log(line),
  stopped: () => stopping,
})
const copse = await opening.catch((error: unknown) => {
  if (error instanceof StartFault) stopWith([error.message])
  throw error
})
if (!stopping) await sayHello()

async function sayHello(): Promise<void> {
  const lines = ['', `  Copse is ready         ${config.publicUrl}`, '']
  // On an open installation links that let people in belong in mails, not in a log.
  if (config.development) {
    const { owner, guest, session } = await copse.links()
    lines.push(`  Sign in as the owner   ${owner}`)
    if (guest) lines.push(`  Join as a guest        ${guest}`, `                         to “${session}”`)
    if (config.smtpUrl === null) lines.push(`  Mail stays here        ${config.publicUrl}/outbox`)
  } else if (config.smtpUrl === null) lines.push('  Mail is not set up (SMTP_URL): sign-in links are printed here.')
  else lines.push(`  The owner signs in by a link to ${config.ownerEmail}.`)
  console.log([...lines, ''].join('\n'))
}
