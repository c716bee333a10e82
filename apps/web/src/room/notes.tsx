import type { PersonId, SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { Check, CloudOff, LoaderCircle, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Notice, TextArea } from '../design/index.ts'
import { listens } from './cards.ts'
import desk from './desk.module.css'
import { useNotes } from './use-notes.ts'

const signs = { saved: Check, saving: LoaderCircle, offline: CloudOff } as const

/** One's own notes: nobody else reads them, whoever runs the session included. */
export function Notes({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t } = useTranslation()
  const notes = useNotes(client, session, you)
  const Sign = signs[notes.state]
  const empty = notes.text === ''
  return (
    <div className={desk.notes}>
      {listens(session, you) ? <Notice>{t('desk.notes.listen')}</Notice> : null}
      <div className={desk.notesHead}>
        <span className={app.fact}>
          <Lock aria-hidden="true" />
          {t('desk.notes.only')}
        </span>
        <p role="status" className={desk.saved} data-state={notes.state} data-testid="notes-state">
          {empty && notes.state === 'saved' ? null : (
            <>
              <Sign aria-hidden="true" />
              {t(`desk.notes.${notes.state}`)}
            </>
          )}
        </p>
      </div>
      <TextArea
        label={t('desk.notes.title')}
        maxLength={20_000}
        value={notes.text}
        onChange={(event) => notes.write(event.target.value)}
        onBlur={notes.keep}
      />
      {notes.problem ? (
        <Notice kind="bad" live>
          {notes.problem}
        </Notice>
      ) : null}
    </div>
  )
}
