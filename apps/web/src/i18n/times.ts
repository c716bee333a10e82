/** Times as people write them, in the visitor's own zone and language. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export const formatWhen = (at: number, language: string, timeZone = ownZone()): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(at)

export const formatDay = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(at)

export const formatTime = (at: number, language: string, timeZone = ownZone()): string =>
  new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone }).format(at)

export const zoneName = (timeZone: string, language: string, at: number): string => {
  const part = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
  return `${timeZone.replaceAll('_', ' ')}${part ? ` (${part.value})` : ''}`
}

/** Milliseconds as m:ss, rounded up, so that 0:00 is reached when the time is. Over time: with a plus. */
export function clockText(ms: number): string {
  const over = ms < 0
  const seconds = over ? Math.floor(-ms / 1000) : Math.ceil(ms / 1000)
  return `${over ? '+' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A wall-clock time in a zone as epoch ms. Of two readings at a change of the clocks the first is taken. */
export function zonedTime(date: string, time: string, timeZone: string): number | null {
  const naive = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(naive)) return null
  const offsetAt = (at: number) => {
    const parts = Object.fromEntries(
      new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      })
        .formatToParts(at)
        .map(({ type, value }) => [type, Number(value)]),
    ) as Record<string, number>
    return Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second) - at
  }
  const guess = naive - offsetAt(naive)
  return naive - offsetAt(guess)
}

/** The date and time fields for a moment in a zone: YYYY-MM-DD and HH:MM. */
export function fieldsOf(at: number, timeZone: string): { date: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at)
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? '00'
  return { date: `${value('year')}-${value('month')}-${value('day')}`, time: `${value('hour')}:${value('minute')}` }
}
