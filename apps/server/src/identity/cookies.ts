import type { CookieOptions } from 'express'

/** The named cookie in a Cookie header, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.split('=')
    if (key?.trim() === name) return decoded(value.join('=').trim())
  }
  return null
}

/** A cookie is whatever a browser sends: one that is not encoded as we encode ours is none of ours. */
function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}

export const cookieOptions = (publicUrl: string, maxAgeMs: number): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: publicUrl.startsWith('https:'),
  path: '/',
  maxAge: maxAgeMs,
})
