import type { Commitment } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { Sprout } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button } from '../design/index.ts'
import css from './growing.module.css'
import { PromiseItem } from './promise-item.tsx'
import { promises, useEarlier } from './promise-queries.ts'
import { Reminder } from './reminder.tsx'

/** While people gather: each is asked what became of what she promised last time. */
export function Opening({ away, onTell }: { away: boolean; onTell: () => void }) {
  const { t } = useTranslation()
  const [later, setLater] = useState(false)
  const earlier = useEarlier(true)
  // Whoever looks over her shoulder, or at a shared screen, reads nothing that is hers alone.
  const open = earlier?.open ?? []
  const first = open.find(({ onlyMe }) => !onlyMe) ?? open[0]
  if (away || later || !first) return null
  return (
    <section className={css.opening} aria-label={t('growing.opening.title')}>
      <Sprout aria-hidden="true" />
      {first.onlyMe ? (
        <p>{t('growing.opening.quiet')}</p>
      ) : (
        <p>
          {t('growing.opening.text')} <strong>{first.text}</strong>
        </p>
      )}
      <div className={app.row}>
        <Button small look="primary" onPress={onTell}>
          {t('growing.promise.tell')}
        </Button>
        <Button small look="quiet" onPress={() => setLater(true)}>
          {t('growing.opening.later')}
        </Button>
      </div>
    </section>
  )
}

/** The same, one after the other, in the room's panel. */
export function EarlierPromises({ isMember }: { isMember: boolean }) {
  const { t } = useTranslation()
  const earlier = useEarlier(isMember)
  if (!earlier || earlier.open.length === 0) return null
  return (
    <section className={app.stack}>
      <h3>{t('growing.opening.title')}</h3>
      <ul className={app.list}>
        {earlier.open.map((promise) => (
          <PromiseItem key={promise.id} communityId={earlier.communityId} promise={promise} />
        ))}
      </ul>
    </section>
  )
}

/** The mail about a promise just made, as soon as one's community knows of it. */
export function RemindOf({ commitment }: { commitment: Commitment }) {
  const communityId = useEarlier(true)?.communityId ?? ''
  const { data } = useQuery({ ...promises(communityId), enabled: false })
  const reminderAt = data?.mine.find(({ id }) => id === commitment.id)?.reminderAt ?? null
  if (communityId === '') return null
  return <Reminder communityId={communityId} promise={{ ...commitment, reminderAt }} />
}
