import * as z from 'zod/mini'

/** A zone of the IANA database, as this machine knows it. */
export const timeZone = z.string().check(
  z.maxLength(64),
  z.refine((value) => {
    try {
      return Intl.DateTimeFormat('en', { timeZone: value }) !== undefined
    } catch {
      return false
    }
  }),
)
