import { inLanguage, type SessionState } from '@copse/contract'
import { useMutation } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api } from '../app/api.ts'
import app from '../app/app.module.css'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Confirm, Dialog, Notice } from '../design/index.ts'
import { formatTime } from '../i18n/times.ts'

type Kept = SessionState['snapshots'][number]

/** The boards a running session has kept, newest first, each to be made everyone's board again. */
export function Restore({ session }: { session: SessionState }) {
  const { t, i18n } = useTranslation()
  const { id = '' } = useParams()
  const [isOpen, setIsOpen] = useState(false)
  const [chosen, setChosen] = useState<Kept | null>(null)
  const restore = useMutation({
    mutationFn: ({ snapshotId }: Kept) =>
      api(`/sessions/${id}/snapshots/${snapshotId}/restore`, { method: 'POST', body: {} }),
    onSettled: () => setChosen(null),
    onSuccess: () => setIsOpen(false),
  })
  const stepOf = ({ stepIndex }: Kept) => {
    const step = stepIndex === null ? undefined : session.agenda?.steps[stepIndex]
    return step ? inLanguage(step.title, i18n.language) : t('replay.gathering')
  }
  return (
    <>
      <Button small look="quiet" onPress={() => setIsOpen(true)}>
        <History aria-hidden="true" />
        {t('replay.restore.open')}
      </Button>
      <p role="status" className={app.soft}>
        {restore.isSuccess ? t('replay.restore.done') : ''}
      </p>
      <Dialog title={t('replay.restore.open')} open={isOpen && !chosen} onClose={() => setIsOpen(false)}>
        {restore.error ? (
          <Notice kind="bad" live>
            {wordsOfError(restore.error)}
          </Notice>
        ) : null}
        {session.snapshots.length === 0 ? <p className={app.soft}>{t('replay.restore.none')}</p> : null}
        <ul className={app.list}>
          {session.snapshots.toReversed().map((kept) => {
            const name = `${formatTime(kept.at, i18n.language)} · ${stepOf(kept)}`
            return (
              <li key={kept.snapshotId} className={app.between}>
                <span>{name}</span>
                <Button small aria-label={`${t('replay.restore.do')}: ${name}`} onPress={() => setChosen(kept)}>
                  {t('replay.restore.do')}
                </Button>
              </li>
            )
          })}
        </ul>
      </Dialog>
      <Confirm
        open={chosen !== null}
        title={t('replay.restore.title')}
        text={
          chosen ? t('replay.restore.text', { time: formatTime(chosen.at, i18n.language), step: stepOf(chosen) }) : ''
        }
        yes={t('replay.restore.do')}
        no={t('action.cancel')}
        pending={restore.isPending}
        onYes={() => chosen && restore.mutate(chosen)}
        onClose={() => setChosen(null)}
      />
    </>
  )
}
