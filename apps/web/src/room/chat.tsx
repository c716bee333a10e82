import type { SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { Send } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar, Button, Empty, Notice, TextArea } from '../design/index.ts'
import { formatTime } from '../i18n/times.ts'
import css from './room.module.css'
import { useSend } from './send.ts'
import { useDraft } from './use-draft.ts'

export function Chat({ client, session }: { client: RoomClient; session: SessionState }) {
  const { t, i18n } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const [text, setText] = useDraft('chat')
  const lines = useRef<HTMLDivElement>(null)
  const last = session.chat.at(-1)?.seq
  useEffect(() => {
    if (last !== undefined) lines.current?.scrollTo({ top: lines.current.scrollHeight })
  }, [last])

  async function say() {
    const words = text.trim()
    if (words === '' || pending) return
    const reply = await send({ type: 'chat.say', text: words })
    if (reply.ok) setText((now) => (now.trim() === words ? '' : now))
  }
  return (
    <div className={css.chat} id="panel" role="tabpanel" aria-labelledby="tab-chat">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: without a place in the tab order the keyboard cannot reach what is above */}
      <div className={css.lines} ref={lines} role="log" aria-label={t('room.panel.chat')} tabIndex={0}>
        {session.chat.length === 0 ? <Empty>{t('room.chat.empty')}</Empty> : null}
        {session.chat.map((line) => (
          <div key={line.seq} className={css.line}>
            <Avatar id={line.personId} name={session.people[line.personId]?.name ?? ''} />
            <p className={css.lineHead}>
              <strong>{session.people[line.personId]?.name}</strong> <time>{formatTime(line.at, i18n.language)}</time>
            </p>
            <p className={css.lineText}>{line.text}</p>
          </div>
        ))}
      </div>
      <form
        className={css.compose}
        onSubmit={(event) => {
          event.preventDefault()
          void say()
        }}
      >
        <TextArea
          label={t('room.chat.write')}
          rows={2}
          maxLength={2000}
          value={text}
          id="chat-text"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            void say()
          }}
        />
        <Button
          type="submit"
          look="primary"
          iconOnly
          isDisabled={text.trim() === ''}
          aria-label={t('room.chat.send')}
          isPending={pending}
        >
          {pending ? null : <Send aria-hidden="true" />}
        </Button>
        {problem ? (
          <Notice kind="bad" live>
            {problem}
          </Notice>
        ) : null}
      </form>
    </div>
  )
}
