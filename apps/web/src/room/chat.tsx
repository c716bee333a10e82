import { PLENARY, type PersonId, type SessionState } from '@copse/contract'
import { circleOf, mayRun } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge, Empty, Hidden } from '../design/index.ts'
import { Compose, Line, Lines } from './chat-parts.tsx'
import desk from './desk.module.css'
import { PrivateWords } from './private-words.tsx'
import { linesFor } from './whispers.ts'
import css from './room.module.css'
import { useSend } from './send.ts'
import type { Talks } from './use-talks.ts'

/** Two sides: what everyone reads, and what stays with the facilitators. */
export function Chat(props: { client: RoomClient; session: SessionState; you: PersonId; talks: Talks }) {
  const { client, session, you, talks } = props
  const { t } = useTranslation()
  const sides = [
    ['everyone', circleOf(session, you) === PLENARY ? t('desk.chat.everyone') : t('desk.chat.group')],
    ['private', mayRun(session, you) ? t('desk.chat.private') : t('desk.chat.ask')],
  ] as const
  const unread = { everyone: talks.unread.everyone, private: talks.unread.private.length }
  return (
    <div className={`${css.chat} ${desk.talks}`} id="panel" role="tabpanel" aria-labelledby="tab-chat">
      <div className={desk.sides} role="group" aria-label={t('room.panel.chat')}>
        {sides.map(([side, label]) => (
          <button
            key={side}
            type="button"
            className={desk.side}
            aria-pressed={talks.side === side}
            onClick={() => talks.show(side)}
          >
            {side === 'private' ? <Lock aria-hidden="true" /> : null}
            {label}
            {unread[side] > 0 ? (
              <span className={css.dot}>
                {unread[side]}
                <Hidden>{t('room.panel.unread', { count: unread[side] })}</Hidden>
              </span>
            ) : null}
          </button>
        ))}
      </div>
      {talks.side === 'everyone' ? (
        <Everyone client={client} session={session} you={you} />
      ) : (
        <PrivateWords client={client} session={session} you={you} talks={talks} />
      )}
    </div>
  )
}

function Everyone({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const lines = linesFor(session, you)
  return (
    <>
      <Lines label={t('room.panel.chat')} last={lines.at(-1)?.seq}>
        {lines.length === 0 ? <Empty>{t('room.chat.empty')}</Empty> : null}
        {lines.map((line) => (
          <Line
            key={line.seq}
            line={line}
            name={session.people[line.personId]?.name ?? ''}
            mark={line.circle === null ? null : <Badge>{t('desk.chat.inGroup')}</Badge>}
          />
        ))}
      </Lines>
      <Compose
        draft="chat"
        label={t('room.chat.write')}
        maxLength={2000}
        problem={problem}
        pending={pending}
        say={async (text) => (await send({ type: 'chat.say', text })).ok}
      />
    </>
  )
}
