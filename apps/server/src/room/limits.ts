import { createLimit } from '../ops/limits.ts'

/** How much one person may send within ten seconds, over all her tabs. `any` counts every packet, known or not. */
const perTenSeconds = { connect: 40, any: 400, join: 30, command: 60, clock: 60, react: 30 } as const
type Metered = keyof typeof perTenSeconds

/** Takes one of a person's points; false: none are left for now. */
export type Meter = (what: Metered, personId: string) => Promise<boolean>

export function createMeter(): Meter {
  const limit = (what: Metered) => createLimit(perTenSeconds[what], 10)
  const limits = {
    connect: limit('connect'),
    any: limit('any'),
    join: limit('join'),
    command: limit('command'),
    clock: limit('clock'),
    react: limit('react'),
  }
  return (what, personId) => limits[what](personId)
}
