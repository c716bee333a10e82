import type { PersonId, SessionState, Whisper } from '@copse/contract'
import { mayRun } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Empty, Select } from '../design/index.ts'
import { Compose, Line, Lines } from './chat-parts.tsx'
import desk from './desk.module.css'
import { useSend } from './send.ts'
import type { Talks } from './use-talks.ts'
import { answersTo, messagesOf, othersWhoRun } from './whispers.ts'

/** What only the facilitators read, and what they write to one person. */
export function PrivateWords(props: { client: RoomClient; session: SessionState; you: PersonId; talks: Talks }) {
  const { client, session, you, talks } = props
  const { t, i18n } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const runs = mayRun(session, you)
  const messages = messagesOf(session)
  const nameOf = (id: PersonId) => (id === you ? t('room.people.you') : (session.people[id]?.name ?? ''))
  // By name: it says exactly who reads it, whoever facilitates by now.
  const readers = ({ to }: Whisper) =>
    t('desk.private.to', { names: new Intl.ListFormat(i18n.language).format(to.map((id) => nameOf(id))) })
  const others = othersWhoRun(session, you)
  const to = runs ? (talks.to ?? answersTo(session, you)) : 'facilitators'
  const valid = to === 'facilitators' ? !runs || others.length > 0 : to !== null && session.people[to] !== undefined
  const chosen = valid ? to : null
  return (
    <>
      <Lines label={runs ? t('desk.chat.private') : t('desk.chat.ask')} last={messages.at(-1)?.seq}>
        {messages.length === 0 ? <Empty>{runs ? t('desk.private.emptyDesk') : t('desk.private.empty')}</Empty> : null}
        {messages.map((whisper) => (
          <div key={whisper.seq} className={app.tight}>
            <Line
              line={{ personId: whisper.from, at: whisper.at, text: whisper.text }}
              name={session.people[whisper.from]?.name ?? ''}
              mark={<span className={app.soft}>{readers(whisper)}</span>}
            />
            {runs && whisper.from !== you && !mayRun(session, whisper.from) ? (
              <div className={desk.under}>
                <Button
                  small
                  look="quiet"
                  aria-label={t('desk.private.answerTo', { name: nameOf(whisper.from) })}
                  onPress={() => {
                    talks.writeTo(whisper.from)
                    document.querySelector<HTMLElement>('#panel textarea')?.focus()
                  }}
                >
                  {t('desk.private.answer')}
                </Button>
              </div>
            ) : null}
          </div>
        ))}
      </Lines>
      <div className={app.tight}>
        {runs ? (
          <Select
            label={t('desk.private.choose')}
            value={chosen ?? ''}
            options={[
              ...(chosen === null ? [{ value: '', label: t('desk.private.nobody') }] : []),
              ...(others.length > 0
                ? [
                    {
                      value: 'facilitators',
                      label: t('desk.private.facilitators', { names: others.map(({ name }) => name).join(', ') }),
                    },
                  ]
                : []),
              ...Object.values(session.people)
                .filter(({ id, standing }) => standing === 'admitted' && id !== you && !mayRun(session, id))
                .map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            onChange={(event) => talks.writeTo(event.target.value as PersonId | 'facilitators')}
          />
        ) : (
          <p className={app.soft}>{t('desk.private.only')}</p>
        )}
        <Compose
          draft="private"
          label={runs ? t('desk.private.write') : t('desk.private.question')}
          maxLength={1000}
          problem={problem}
          pending={pending}
          disabled={chosen === null}
          say={async (text) =>
            (
              await send({
                type: 'whisper.say',
                to: chosen === 'facilitators' || chosen === null ? null : chosen,
                kind: 'message',
                text,
              })
            ).ok
          }
        />
      </div>
    </>
  )
}
