// Writes docs/protocol.schema.json from the contract. A test fails when the two differ.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { tsImport } from 'tsx/esm/api'

const { protocolSchema } = await tsImport('../packages/contract/src/protocol-schema.ts', import.meta.url)
writeFileSync(
  resolve(import.meta.dirname, '../docs/protocol.schema.json'),
  `${JSON.stringify(protocolSchema(), null, 2)}\n`,
)
