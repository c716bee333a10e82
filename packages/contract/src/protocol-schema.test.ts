import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { protocolSchema } from './protocol-schema.ts'
import { ProtocolFile } from './protocol.ts'

const docs = (name: string) => readFileSync(resolve(import.meta.dirname, '../../../docs', name), 'utf8')

test('[C20] the documented JSON Schema is the one the server checks by (renew it with `npm run schema`)', () => {
  expect(JSON.parse(docs('protocol.schema.json'))).toEqual(JSON.parse(JSON.stringify(protocolSchema())))
})

test('[C20] every field of the schema says what it means', () => {
  const silent = new Set<string>()
  const known = new Set(['min', 'max', 'default', 'mode', 'kind', 'size', 'inner', 'dots', 'anonymous', 'offFor'])
  for (const role of ['facilitator', 'presenter', 'participant', 'observer', 'origin', 'source', 'licence'])
    known.add(role)
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [name, property] of Object.entries((part as { properties?: object }).properties ?? {}))
      if (!('description' in property) && !known.has(name)) silent.add(name)
    Object.values(part).forEach(look)
  }
  look(protocolSchema())
  expect([...silent]).toEqual([])
})

test('[C20] the worked example of the guide is a protocol', () => {
  const [, example] = /```json\n([\s\S]*?)\n```/.exec(docs('protocols.md'))!
  expect(ProtocolFile.safeParse(JSON.parse(example!)).error).toBeUndefined()
})
