import { duties, type PersonId, type PersonState, type SessionState } from '@copse/contract'
import { effectiveRole } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { MessageCircleQuestionMark, MicOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Avatar, Badge, Button, Confirm, Notice } from '../design/index.ts'
import desk from './desk.module.css'
import { HandQueue, OwnPlace } from './hand-queue.tsx'
import { PersonMenu, type PersonMenuActions } from './person-menu.tsx'
import type { RoomModel } from './room-model.ts'
import { useSend } from './send.ts'
import { useMedia } from './use-media.ts'
import { WaitingList } from './waiting-list.tsx'

export function People(props: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  media: MediaRoom | null
  you: PersonId
  /** Opens the private side of the chat; `to` null: to the facilitators. */
  onWrite: (to: PersonId | null) => void
}) {
  const { client, session, model, media, you, onWrite } = props
  const { t } = useTranslation()
  const { send, problem } = useSend(client)
  const [removing, setRemoving] = useState<PersonState | null>(null)
  const people = useMedia(media, (state) => state.people) ?? []
  const muted = (id: PersonId) => people.some((person) => person.id === id && person.muted)
  const actions: PersonMenuActions = { you, send, onWrite, onRemove: setRemoving }
  const row = (person: PersonState, away: boolean) => {
    const role = effectiveRole(session, person.id) ?? person.role
    const held = duties.filter((duty) => session.duties[duty] === person.id)
    const lit = session.spotlight === person.id
    return (
      <li key={person.id} className={app.person} data-person={person.name}>
        <Avatar id={person.id} name={person.name} />
        <span>
          <b>{person.id === you ? `${person.name} (${t('room.people.you')})` : person.name}</b>
          <span className={app.about}>
            {[t(`room.role.${role}`), person.district, away ? t('room.people.away') : null].filter(Boolean).join(' · ')}
          </span>
          {held.length > 0 || lit ? (
            <span className={desk.badges}>
              {held.map((duty) => (
                <Badge key={duty}>{t(`desk.duty.${duty}`)}</Badge>
              ))}
              {lit ? <Badge live>{t('desk.duty.spotlight')}</Badge> : null}
            </span>
          ) : null}
        </span>
        {muted(person.id) ? <MicOff size={16} role="img" aria-label={t('room.people.muted')} /> : null}
        {model.runs ? <PersonMenu person={person} session={session} actions={actions} /> : null}
      </li>
    )
  }
  return (
    <>
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
      {model.runs ? <WaitingList model={model} send={send} /> : null}
      {model.runs ? <HandQueue session={session} actions={actions} /> : <OwnPlace session={session} you={you} />}
      <section className={app.tight}>
        <h2>{t('room.people.here')}</h2>
        <ul className={app.list}>
          {model.here.map((person) => row(person, false))}
          {model.away.map((person) => row(person, true))}
        </ul>
      </section>
      {model.runs ? null : (
        <Button onPress={() => onWrite(null)}>
          <MessageCircleQuestionMark aria-hidden="true" />
          {t('desk.chat.ask')}
        </Button>
      )}
      <Removal person={removing} send={send} onClose={() => setRemoving(null)} />
    </>
  )
}

/** Asks before somebody is taken out of the room. */
export function Removal(props: { person: PersonState | null; send: PersonMenuActions['send']; onClose: () => void }) {
  const { person, send, onClose } = props
  const { t } = useTranslation()
  return (
    <Confirm
      open={person !== null}
      title={t('room.desk.removeTitle', { name: person?.name })}
      text={t('room.desk.removeText', { name: person?.name })}
      yes={t('room.desk.remove')}
      no={t('action.cancel')}
      onYes={() => {
        if (person) void send({ type: 'person.remove', personId: person.id })
        onClose()
      }}
      onClose={onClose}
    />
  )
}
