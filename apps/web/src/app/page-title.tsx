import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** What the browser's tab and a screen reader call this page. */
export function PageTitle({ title }: { title?: string }) {
  const { t } = useTranslation()
  const whole = title ? `${title} · ${t('app.name')}` : t('app.name')
  useEffect(() => {
    document.title = whole
  }, [whole])
  return null
}
