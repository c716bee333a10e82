import { describe, expect, it } from 'vitest'
import { refusalCodes, refusals, refuse, statusOf } from './refusals.ts'

describe('refusals', () => {
  it.each(refusalCodes)('%s is two words and travels under an HTTP status of errors', (code) => {
    expect(code).toMatch(/^[a-z]+\.[a-z]+(?:-[a-z]+)*$/)
    expect(Number.isInteger(statusOf(code))).toBe(true)
    expect(statusOf(code)).toBeGreaterThanOrEqual(400)
    expect(statusOf(code)).toBeLessThan(600)
    expect(statusOf(code)).toBe(refusals[code])
  })

  it('only an outage or a missing part of ours is a fault of the server', () => {
    const ours = refusalCodes.filter((code) => statusOf(code) >= 500)
    expect(ours).toEqual(['media.unavailable', 'server.draining', 'server.failed'])
  })

  it('a refusal without a detail has none on the wire', () => {
    expect(JSON.stringify(refuse('not.found'))).toBe('{"ok":false,"code":"not.found"}')
    expect(refuse('input.invalid', 'title')).toEqual({ ok: false, code: 'input.invalid', detail: 'title' })
  })
})
