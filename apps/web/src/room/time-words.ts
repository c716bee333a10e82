import { useTranslation } from 'react-i18next'

const MINUTE = 60_000

/** Time left as one says it: whole minutes, and seconds only near the end. */
export function useTimeWords(): (leftMs: number) => string {
  const { t } = useTranslation()
  return (leftMs) => {
    if (leftMs <= 0) return t('desk.time.up')
    const seconds = Math.ceil(leftMs / 1000)
    if (leftMs < 1.5 * MINUTE) return t('desk.time.seconds', { count: seconds })
    return t('desk.time.minutes', { count: Math.round(leftMs / MINUTE) })
  }
}
