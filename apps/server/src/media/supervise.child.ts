// A supervisor in a process of its own, for the test that kills it: `node --import tsx supervise.child.ts <data folder>`.
import { findLiveKit, surroundings } from './find.ts'
import { supervise } from './supervise.ts'
import { secrets } from './testing.ts'

const source = await findLiveKit(surroundings(process.env))
if (source.kind !== 'binary' && source.kind !== 'docker') throw new Error('no LiveKit server')
supervise({
  source,
  dataDir: process.argv[2]!,
  settings: {
    key: secrets.livekitKey,
    secret: secrets.livekitSecret,
    webhookUrl: 'http://127.0.0.1:9/api/livekit/webhook',
    loopback: true,
  },
  changed: (url) => process.stdout.write(`${url}\n`),
  log: { warn: () => undefined },
})
