import { readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { freePorts, type Ports } from './ports.ts'

export interface SettingsOptions {
  readonly key: string
  readonly secret: string
  readonly webhookUrl: string
  /** Copse is reached from this machine only: media stays on loopback, too. */
  readonly loopback: boolean
}

/** What LiveKit reads at its start. Signalling is ours to pass on, so it listens on loopback; rooms are made by us alone. */
export const settingsOf = (ports: Ports, { key, secret, webhookUrl, loopback }: SettingsOptions) => ({
  port: ports.http,
  bind_addresses: ['127.0.0.1'],
  rtc: {
    tcp_port: ports.tcp,
    udp_port: ports.udp,
    use_external_ip: false,
    ...(loopback && {
      node_ip: '127.0.0.1',
      enable_loopback_candidate: true,
      interfaces: {
        includes: Object.entries(networkInterfaces())
          .filter(([, addresses]) => addresses?.some(({ internal }) => internal))
          .map(([name]) => name),
      },
    }),
  },
  room: { auto_create: false, empty_timeout: 300, departure_timeout: 300 },
  keys: { [key]: secret },
  webhook: { api_key: key, urls: [webhookUrl] },
  logging: { level: 'warn', json: true },
})

function portsIn(path: string): Ports | null {
  try {
    const { port, rtc } = JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof settingsOf>
    return { http: port, tcp: rtc.tcp_port, udp: rtc.udp_port }
  } catch {
    return null // the first start, or a file nobody can read any more
  }
}

/** Writes the settings (JSON, which is YAML; readable by our user alone, for it holds the secret) and says their ports. */
export async function writeSettings(path: string, options: SettingsOptions): Promise<Ports> {
  const ports = await freePorts(portsIn(path))
  writeFileSync(path, JSON.stringify(settingsOf(ports, options), null, 2), { mode: 0o600 })
  return ports
}
