/** Why a camera or microphone cannot be used; the words are the catalogue's, under `device.<fault>`. */
export type DeviceFault = 'denied' | 'missing' | 'in-use' | 'insecure' | 'unknown'

/** The closed list from what browsers throw (https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia). */
export function deviceFault(error: unknown): DeviceFault {
  if (!globalThis.isSecureContext) return 'insecure'
  switch ((error as { name?: string } | null | undefined)?.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use'
    default:
      return 'unknown'
  }
}
