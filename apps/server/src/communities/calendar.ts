import { inLanguage, type SessionDetail } from '@copse/contract'
import ical, { ICalEventStatus } from 'ical-generator'

/** The session as an .ics file: UTC times, a UID that stays and a SEQUENCE that grows with each change. */
export function calendarOf(session: SessionDetail, revision: number, publicUrl: string): string {
  const calendar = ical({ prodId: { company: 'Copse', product: 'Copse', language: 'EN' } })
  const url = `${publicUrl}/sessions/${session.id}`
  calendar.createEvent({
    id: `${session.id}@${new URL(publicUrl).hostname}`,
    sequence: revision,
    start: new Date(session.startsAt),
    end: new Date(session.startsAt + session.minutes * 60_000),
    summary: session.title,
    description: [session.focusQuestion, `${inLanguage(session.protocolTitle, 'en')} · ${session.communityName}`, url]
      .filter(Boolean)
      .join('\n\n'),
    location: url,
    url,
    status: session.phase === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  })
  return calendar.toString()
}
