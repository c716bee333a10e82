import type { Protocol, ProtocolFile } from '@copse/contract'

const named = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'protocol'

/** Hands a protocol to whoever is here, as the file that `Import` reads. */
export function exportFile(protocol: Protocol | ProtocolFile): void {
  const blob = new Blob([`${JSON.stringify(protocol, null, 2)}\n`], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${named(protocol.title.en)}.protocol.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
