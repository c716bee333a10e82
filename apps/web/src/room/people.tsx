import { sessionRoles, type PersonId, type PersonState, type SessionState } from '@copse/contract'
import { effectiveRole } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { EllipsisVertical, Hand, MicOff, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Avatar, Button, Confirm, Menu, MenuItem, MenuSection, Notice } from '../design/index.ts'
import type { RoomModel } from './room-model.ts'
import { useSend } from './send.ts'
import { useMedia } from './use-media.ts'
import { WaitingList } from './waiting-list.tsx'

export function People({
  client,
  session,
  model,
  media,
  you,
}: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  media: MediaRoom | null
  you: PersonId
}) {
  const { t } = useTranslation()
  const { send, problem } = useSend(client)
  const [removing, setRemoving] = useState<PersonState | null>(null)
  const people = useMedia(media, (state) => state.people) ?? []
  const muted = (id: PersonId) => people.some((person) => person.id === id && person.muted)
  const row = (person: PersonState, away: boolean) => {
    const role = effectiveRole(session, person.id) ?? person.role
    return (
      <li key={person.id} className={app.person} data-person={person.name}>
        <Avatar id={person.id} name={person.name} />
        <span>
          <b>{person.id === you ? `${person.name} (${t('room.people.you')})` : person.name}</b>
          <span className={app.about}>
            {[t(`room.role.${role}`), person.district, away ? t('room.people.away') : null].filter(Boolean).join(' · ')}
          </span>
        </span>
        {muted(person.id) ? <MicOff size={16} role="img" aria-label={t('room.people.muted')} /> : null}
        {model.runs ? (
          <PersonMenu person={person} session={session} send={send} onRemove={() => setRemoving(person)} />
        ) : null}
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
      {model.hands.length > 0 ? (
        <section className={app.tight}>
          <h2>{t('room.people.hands')}</h2>
          <ol className={app.list}>
            {model.hands.map((person, index) => (
              <li key={person.id} className={app.person}>
                <Hand size={18} aria-hidden="true" />
                <span>
                  {index + 1}. {person.name}
                </span>
                {model.runs ? (
                  <>
                    <Button small onPress={() => void send({ type: 'floor.give', personId: person.id })}>
                      {t('room.desk.give')}
                    </Button>
                    <Button
                      look="quiet"
                      iconOnly
                      aria-label={`${t('room.desk.lower')}: ${person.name}`}
                      onPress={() => void send({ type: 'hand.lower', personId: person.id })}
                    >
                      <X aria-hidden="true" />
                    </Button>
                  </>
                ) : null}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      <section className={app.tight}>
        <h2>{t('room.people.here')}</h2>
        <ul className={app.list}>
          {model.here.map((person) => row(person, false))}
          {model.away.map((person) => row(person, true))}
        </ul>
      </section>
      <Confirm
        open={removing !== null}
        title={t('room.desk.removeTitle', { name: removing?.name })}
        text={t('room.desk.removeText', { name: removing?.name })}
        yes={t('room.desk.remove')}
        no={t('action.cancel')}
        onYes={() => {
          if (removing) void send({ type: 'person.remove', personId: removing.id })
          setRemoving(null)
        }}
        onClose={() => setRemoving(null)}
      />
    </>
  )
}

function PersonMenu({
  person,
  session,
  send,
  onRemove,
}: {
  person: PersonState
  session: SessionState
  send: ReturnType<typeof useSend>['send']
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const personId = person.id
  const override = session.overrides.byPerson[personId] ?? { speak: null, write: null }
  const given = session.given.includes(personId)
  const decide = (change: Partial<typeof override>) =>
    void send({ type: 'floor.override', personId, ...override, ...change })
  return (
    <Menu
      label={t('room.people.more', { name: person.name })}
      trigger={
        <Button look="quiet" iconOnly aria-label={t('room.people.more', { name: person.name })}>
          <EllipsisVertical aria-hidden="true" />
        </Button>
      }
    >
      {session.step ? (
        <MenuSection title={t('room.desk.inStep')}>
          <MenuItem onAction={() => void send({ type: given ? 'floor.withdraw' : 'floor.give', personId })}>
            {given ? t('room.desk.withdraw') : t('room.desk.give')}
          </MenuItem>
          {override.speak === null ? (
            <>
              <MenuItem onAction={() => decide({ speak: true })}>{t('room.desk.allow')}</MenuItem>
              <MenuItem onAction={() => decide({ speak: false })}>{t('room.desk.silence')}</MenuItem>
            </>
          ) : null}
          {override.write === null ? (
            <>
              <MenuItem onAction={() => decide({ write: true })}>{t('room.desk.letWrite')}</MenuItem>
              <MenuItem onAction={() => decide({ write: false })}>{t('room.desk.noWrite')}</MenuItem>
            </>
          ) : null}
          {override.speak !== null || override.write !== null ? (
            <MenuItem onAction={() => decide({ speak: null, write: null })}>{t('room.desk.follow')}</MenuItem>
          ) : null}
        </MenuSection>
      ) : null}
      <MenuSection title={t('room.desk.role')}>
        {sessionRoles
          .filter((role) => role !== person.role)
          .map((role) => (
            <MenuItem key={role} onAction={() => void send({ type: 'role.assign', personId, role })}>
              {t('room.desk.makeRole', { role: t(`room.role.${role}`) })}
            </MenuItem>
          ))}
      </MenuSection>
      <MenuSection title={person.name}>
        <MenuItem onAction={onRemove}>{t('room.desk.remove')}</MenuItem>
      </MenuSection>
    </Menu>
  )
}
