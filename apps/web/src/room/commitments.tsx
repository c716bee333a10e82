import type { CommitmentId, PersonId, SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Check, Empty, Notice, TextArea, TextField } from '../design/index.ts'
import { EarlierPromises, RemindOf } from '../growing/opening.tsx'
import { useSend } from './send.ts'
import { useDraft } from './use-draft.ts'

/** "I will try … by …": what people carry into their practice. */
export function Commitments({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const [text, setText] = useDraft('commitment')
  const [due, setDue] = useDraft('commitment.due')
  const [onlyMe, setOnlyMe] = useState(false)
  const isMember = session.people[you]?.guest === false
  async function promise() {
    if (text.trim() === '') return
    const reply = await send({
      type: 'commitment.make',
      commitmentId: crypto.randomUUID() as CommitmentId,
      text: text.trim().replaceAll('\n', ' '),
      ...(due.trim() && { due: due.trim() }),
      ...(onlyMe && { onlyMe }),
    })
    if (!reply.ok) return
    setText('')
    setDue('')
    setOnlyMe(false)
  }
  return (
    <>
      <EarlierPromises isMember={isMember} />
      <form
        className={app.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void promise()
        }}
      >
        <TextArea
          label={t('room.commitments.text')}
          rows={2}
          maxLength={300}
          required
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <TextField
          label={t('room.commitments.due')}
          maxLength={60}
          value={due}
          onChange={(event) => setDue(event.target.value)}
        />
        <Check type="checkbox" checked={onlyMe} onChange={(event) => setOnlyMe(event.target.checked)}>
          {t('growing.promise.makeOnlyMe')}
        </Check>
        {problem ? (
          <Notice kind="bad" live>
            {problem}
          </Notice>
        ) : null}
        <Button type="submit" look="primary" isPending={pending}>
          {t('room.commitments.make')}
        </Button>
      </form>
      {session.commitments.length === 0 ? <Empty>{t('room.commitments.empty')}</Empty> : null}
      <ul className={app.list}>
        {session.commitments.map((commitment) => (
          <li key={commitment.id} className={app.tight}>
            <p>
              <strong>{session.people[commitment.personId]?.name}</strong>: {commitment.text}
              {commitment.due ? (
                <span className={app.soft}> · {t('room.commitments.by', { due: commitment.due })}</span>
              ) : null}
              {commitment.onlyMe ? <span className={app.about}>{t('growing.promise.onlyMe')}</span> : null}
            </p>
            {commitment.personId === you ? (
              <div className={app.row}>
                {isMember && session.phase !== 'planned' ? <RemindOf commitment={commitment} /> : null}
                <Button
                  small
                  look="quiet"
                  onPress={() => void send({ type: 'commitment.withdraw', commitmentId: commitment.id })}
                >
                  {t('room.commitments.withdraw')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
