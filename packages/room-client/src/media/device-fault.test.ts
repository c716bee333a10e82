import { afterEach, describe, expect, it, vi } from 'vitest'
import { deviceFault } from './device-fault.ts'

afterEach(() => vi.unstubAllGlobals())
const thrown = (name: string) => new DOMException('no', name)

describe('why a device cannot be used', () => {
  it.each([
    [thrown('NotAllowedError'), 'denied'],
    [thrown('SecurityError'), 'denied'],
    [thrown('NotFoundError'), 'missing'],
    [thrown('OverconstrainedError'), 'missing'],
    [thrown('NotReadableError'), 'in-use'],
    [thrown('AbortError'), 'in-use'],
    [thrown('TypeError'), 'unknown'],
    [new Error('something else'), 'unknown'],
    ['a word', 'unknown'],
    [undefined, 'unknown'],
    [null, 'unknown'],
  ] as const)('%s: %s', (error, fault) => {
    vi.stubGlobal('isSecureContext', true)
    expect(deviceFault(error)).toBe(fault)
  })

  it('on a page that is not secure there are no devices, whatever was thrown', () => {
    vi.stubGlobal('isSecureContext', false)
    expect(deviceFault(thrown('NotAllowedError'))).toBe('insecure')
    expect(deviceFault(new TypeError('mediaDevices is undefined'))).toBe('insecure')
  })
})
