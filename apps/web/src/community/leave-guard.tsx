import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { Confirm } from '../design/index.ts'

/** Asks before a page with unsaved changes is left, by a link, the back button or closing the tab. */
export function LeaveGuard({ unsaved }: { unsaved: () => boolean }) {
  const { t } = useTranslation()
  const blocker = useBlocker(unsaved)
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved()) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])
  return (
    <Confirm
      open={blocker.state === 'blocked'}
      title={t('unsaved.title')}
      text={t('unsaved.text')}
      yes={t('unsaved.leave')}
      no={t('unsaved.stay')}
      onYes={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    />
  )
}
