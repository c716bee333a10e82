import type { SessionId } from '@copse/contract'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Notice } from '../design/index.ts'
import css from './record.module.css'

/** Everything as one zip. */
export function ExportButton({ sessionId }: { sessionId: SessionId }) {
  const { t, i18n } = useTranslation()
  const pack = useMutation({
    async mutationFn() {
      const response = await fetch(`/api/sessions/${sessionId}/record/export.zip?lang=${i18n.language.slice(0, 2)}`)
      if (!response.ok) throw new Error(String(response.status))
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await response.blob())
      link.download = 'copse-record.zip'
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    },
  })
  return (
    <div className={`${css.take} ${css.noPrint}`}>
      <Button isPending={pack.isPending} onPress={() => pack.mutate()}>
        {pack.isPending ? null : <Download aria-hidden="true" />}
        {pack.isPending ? t('record.exporting') : t('record.export')}
      </Button>
      <p className={app.about}>{t('record.exportHint')}</p>
      {pack.error ? (
        <Notice kind="bad" live>
          {t('record.exportFailed')}
        </Notice>
      ) : null}
    </div>
  )
}
