import type { OwnPromise } from '@copse/contract'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Notice, TextField } from '../design/index.ts'
import { fieldsOf, ownZone, zonedTime } from '../i18n/times.ts'
import { useTell } from './promise-queries.ts'

const MORNING = '08:00'
const DAY = 86_400_000

/** A mail on a day somebody chooses, about one promise: asked for here, and called off here. */
export function Reminder(props: { communityId: string; promise: Pick<OwnPromise, 'id' | 'text' | 'reminderAt'> }) {
  const { communityId, promise } = props
  const { t } = useTranslation()
  const [day, setDay] = useState<string | null>(null)
  const [now] = useState(() => Date.now())
  const tell = useTell(communityId, promise)
  const zone = ownZone()
  if (promise.reminderAt !== null)
    return (
      <Button
        small
        look="quiet"
        aria-label={`${t('growing.reminder.off')}: ${promise.text}`}
        isPending={tell.isPending}
        onPress={() => tell.mutate({ reminder: null })}
      >
        {t('growing.reminder.off')}
      </Button>
    )
  if (day === null)
    return (
      <Button
        small
        look="quiet"
        aria-label={`${t('growing.reminder.on')}: ${promise.text}`}
        onPress={() => setDay(fieldsOf(now + 7 * DAY, zone).date)}
      >
        <Bell aria-hidden="true" />
        {t('growing.reminder.on')}
      </Button>
    )
  return (
    <form
      className={app.stack}
      onSubmit={(event) => {
        event.preventDefault()
        const at = zonedTime(day, MORNING, zone)
        if (at !== null) tell.mutate({ reminder: { at, timeZone: zone } }, { onSuccess: () => setDay(null) })
      }}
    >
      <TextField
        label={t('growing.reminder.day')}
        hint={t('growing.reminder.hint')}
        type="date"
        required
        min={fieldsOf(now + DAY, zone).date}
        max={fieldsOf(now + 365 * DAY, zone).date}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      {tell.error ? (
        <Notice kind="bad" live>
          {wordsOfError(tell.error)}
        </Notice>
      ) : null}
      <div className={app.row}>
        <Button small type="submit" look="primary" isPending={tell.isPending}>
          {t('growing.reminder.on')}
        </Button>
        <Button small onPress={() => setDay(null)}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}
