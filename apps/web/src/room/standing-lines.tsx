import type { PersonId, SessionState } from '@copse/contract'
import { remainingFor } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Compass, Timer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/index.ts'
import { clockText, formatTime } from '../i18n/times.ts'
import desk from './desk.module.css'
import { useNow } from './use-now.ts'

/** What holds for longer than a moment: that the room only guides, and the clock of who keeps the time. */
export function StandingLines({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t } = useTranslation()
  return (
    <>
      {session.plan?.enforcement === 'guide' ? (
        <p className={desk.guide}>
          <Compass aria-hidden="true" />
          {t('desk.guide')}
        </p>
      ) : null}
      {session.duties.timekeeper === you && session.step ? (
        <Timekeeping client={client} session={session} you={you} />
      ) : null}
    </>
  )
}

function Timekeeping({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t, i18n } = useTranslation()
  const now = useNow(client, session)
  const left = remainingFor(session, you, now) ?? 0
  const paused = session.step?.clock.state === 'paused'
  return (
    <section className={desk.keeping} aria-label={t('desk.time.keep')}>
      <Timer aria-hidden="true" />
      <strong data-low={left <= 60_000}>{clockText(left)}</strong>
      <span>
        {t('desk.time.keep')} ·{' '}
        {paused ? t('room.bar.paused') : t('desk.time.until', { time: formatTime(now + left, i18n.language) })}
      </span>
      <Button small onPress={() => void client.send({ type: 'time.say' })}>
        {t('desk.time.say')}
      </Button>
    </section>
  )
}
