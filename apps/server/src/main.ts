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

const copse = await openCopse({
  config,
  env: process.env,
  now: Date.now,
  announce: (line) => console.log(line),
}).catch((error: unknown) => {
  if (error instanceof StartFault) stopWith([error.message])
  throw error
})

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    console.log('Stopping …')
    setTimeout(() => process.exit(1), DRAIN_WITHIN_MS).unref()
    copse.drain().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })

const { owner, guest, session } = await copse.links()
console.log(
  [
    '',
    `  Copse is ready         ${config.publicUrl}`,
    '',
    // On an open installation a link that signs in as the owner belongs in a mail, not in a log.
    ...(config.development ? [`  Sign in as the owner   ${owner}`] : ['  The owner signs in with a link by e-mail.']),
    ...(guest ? [`  Join as a guest        ${guest}`, `                         to “${session}”`] : []),
    ...(config.smtpUrl === null && config.development ? [`  Mail stays here        ${config.publicUrl}/outbox`] : []),
    '',
  ].join('\n'),
)
