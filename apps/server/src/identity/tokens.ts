import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A token for a link: 256 bits, URL-safe. Only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

const mac = (value: string, secret: string) => createHmac('sha256', secret).update(value).digest('base64url')
export const sign = (value: string, secret: string): string => `${value}.${mac(value, secret)}`

/** The value that was signed, or null when the signature is not ours. */
export function unsign(signed: string, secret: string): string | null {
  const dot = signed.lastIndexOf('.')
  if (dot < 1) return null
  const value = signed.slice(0, dot)
  const given = Buffer.from(signed.slice(dot + 1))
  const expected = Buffer.from(mac(value, secret))
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null
}
