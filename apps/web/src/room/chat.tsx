import type { SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { Send } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Notice, TextArea } from '../design/index.ts'
import { formatTime } from '../i18n/times.ts'
import css from './room.module.css'
import { useSend } from './send.ts'

export function Chat({ client, session }: { client: RoomClient; session: SessionState }) {
  const { t, i18n } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const [text, setText] = useState('')
  const lines = useRef<HTMLDivElement>(null)
  useEffect(() => {
    lines.current?.scrollTo({ top: lines.current.scrollHeight })
  }, [session.chat.length])

  async function say() {
    const words = text.trim()
    if (words === '' || pending) return
    const reply = await send({ type: 'chat.say', text: words })
    if (reply.ok) setText((now) => (now.trim() === words ? '' : now))
  }
  return (
    <div className={css.chat} id="panel" role="tabpanel" aria-labelledby="tab-chat">
      <div className={css.lines} ref={lines} role="log" aria-label={t('room.panel.chat')} tabIndex={0}>
        {session.chat.length === 0 ? <p className={app.soft}>{t('room.chat.empty')}</p> : null}
        {session.chat.map((line) => (
          <div key={line.seq}>
            <p className={app.soft}>
              <strong>{session.people[line.personId]?.name}</strong> <time>{formatTime(line.at, i18n.language)}</time>
            </p>
            <p>{line.text}</p>
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
        <Button type="submit" look="primary" iconOnly aria-label={t('room.chat.send')} isPending={pending}>
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
