import { duties, sessionRoles, type PersonId, type PersonState, type SessionState } from '@copse/contract'
import { EllipsisVertical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Menu, MenuItem, MenuSection } from '../design/index.ts'
import type { useSend } from './send.ts'

/** What a facilitator's menu over somebody needs beside the session. */
export interface PersonMenuActions {
  readonly you: PersonId
  readonly send: ReturnType<typeof useSend>['send']
  readonly onWrite: (to: PersonId) => void
  readonly onRemove: (person: PersonState) => void
}

export function PersonMenu(props: { person: PersonState; session: SessionState; actions: PersonMenuActions }) {
  const { person, session, actions } = props
  const { you, send, onWrite, onRemove } = actions
  const { t } = useTranslation()
  const personId = person.id
  const override = session.overrides.byPerson[personId] ?? { speak: null, write: null }
  const given = session.given.includes(personId)
  const lit = session.spotlight === personId
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
      {personId === you ? null : (
        <MenuSection title={t('desk.menu.private', { name: person.name })}>
          <MenuItem onAction={() => void send({ type: 'whisper.say', to: personId, kind: 'invite' })}>
            {t('desk.menu.invite')}
          </MenuItem>
          <MenuItem onAction={() => void send({ type: 'whisper.say', to: personId, kind: 'probing' })}>
            {t('desk.menu.probing')}
          </MenuItem>
          <MenuItem onAction={() => onWrite(personId)}>{t('desk.menu.write')}</MenuItem>
        </MenuSection>
      )}
      {session.step ? (
        <MenuSection title={t('room.desk.inStep')}>
          <MenuItem onAction={() => void send({ type: given ? 'floor.withdraw' : 'floor.give', personId })}>
            {given ? t('room.desk.withdraw') : t('room.desk.give')}
          </MenuItem>
          {session.hands.includes(personId) ? (
            <MenuItem onAction={() => void send({ type: 'hand.lower', personId })}>{t('room.desk.lower')}</MenuItem>
          ) : null}
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
      <MenuSection title={t('desk.menu.duties')}>
        <MenuItem onAction={() => void send({ type: 'spotlight.set', personId: lit ? null : personId })}>
          {lit ? t('desk.menu.unlight') : t('desk.menu.light')}
        </MenuItem>
        {duties.map((duty) => {
          const has = session.duties[duty] === personId
          return (
            <MenuItem
              key={duty}
              onAction={() => void send({ type: 'duty.assign', duty, personId: has ? null : personId })}
            >
              {has ? t(`desk.menu.no.${duty}`) : t(`desk.menu.make.${duty}`)}
            </MenuItem>
          )
        })}
      </MenuSection>
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
        <MenuItem onAction={() => onRemove(person)}>{t('room.desk.remove')}</MenuItem>
      </MenuSection>
    </Menu>
  )
}
