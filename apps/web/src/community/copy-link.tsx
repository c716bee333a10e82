import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from '../app/app.module.css'
import { Button } from '../design/index.ts'

export function CopyLink({ link, label }: { link: string; label: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  return (
    <div className={css.row}>
      <a className={css.code} href={link} aria-label={label}>
        {link}
      </a>
      <Button
        small
        onPress={() => {
          void navigator.clipboard.writeText(link).then(() => setCopied(true))
        }}
      >
        <Copy aria-hidden="true" />
        <span aria-live="polite">{copied ? t('action.copied') : t('action.copy')}</span>
      </Button>
    </div>
  )
}
