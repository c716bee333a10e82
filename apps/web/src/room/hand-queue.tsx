import type { PersonId, PersonState, SessionState } from '@copse/contract'
import { callOrder } from '@copse/protocols'
import { Hand } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Avatar, Button } from '../design/index.ts'
import desk from './desk.module.css'
import { PersonMenu, type PersonMenuActions } from './person-menu.tsx'

/** Someone's place among the raised hands as they are called on, from 1; null: her hand is down. */
export function placeOf(session: SessionState, you: PersonId): number | null {
  const at = callOrder(session).indexOf(you)
  return at < 0 ? null : at + 1
}

const named = ['first', 'second', 'third'] as const
export function usePlaceWords(): (place: number) => string {
  const { t } = useTranslation()
  return (place) => {
    const name = named[place - 1]
    return name ? t(`desk.queue.${name}`) : t('desk.queue.later', { place })
  }
}

/** For who facilitates: whose hands are up, who was called on least first, and who has the floor by it. */
export function HandQueue({ session, actions }: { session: SessionState; actions: PersonMenuActions }) {
  const { t } = useTranslation()
  const { send } = actions
  const people = (ids: readonly PersonId[]) =>
    ids.map((id) => session.people[id]).filter((person): person is PersonState => person !== undefined)
  const hands = people(callOrder(session))
  const given = people(session.given.filter((id) => !session.hands.includes(id)))
  if (hands.length + given.length === 0) return null
  return (
    <section className={app.tight}>
      <h2>{t('room.people.hands')}</h2>
      {hands.length > 1 ? <p className={`${app.soft} ${desk.small}`}>{t('desk.queue.order')}</p> : null}
      <ol className={desk.queue}>
        {hands.map((person, index) => {
          const times = session.called[person.id] ?? 0
          return (
            <li key={person.id} className={app.person} data-hand={person.name}>
              <span className={desk.place}>{index + 1}</span>
              <span>
                <b>{person.name}</b>
                <span className={app.about}>
                  {times === 0 ? t('desk.queue.notYet') : t('desk.queue.times', { count: times })}
                </span>
              </span>
              <Button
                small
                look={index === 0 ? 'primary' : 'secondary'}
                aria-label={t('desk.queue.giveTo', { name: person.name })}
                onPress={() => void send({ type: 'floor.give', personId: person.id })}
              >
                {t('desk.queue.give')}
              </Button>
              <PersonMenu person={person} session={session} actions={actions} />
            </li>
          )
        })}
        {given.map((person) => (
          <li key={person.id} className={app.person} data-given={person.name}>
            <Avatar id={person.id} name={person.name} />
            <span>
              <b>{person.name}</b>
              <span className={app.about}>{t('desk.queue.has')}</span>
            </span>
            <Button
              small
              aria-label={t('desk.queue.takeFrom', { name: person.name })}
              onPress={() => void send({ type: 'floor.withdraw', personId: person.id })}
            >
              {t('desk.queue.take')}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** For everyone else: one's own place, and nobody else's. */
export function OwnPlace({ session, you }: { session: SessionState; you: PersonId }) {
  const words = usePlaceWords()
  const place = placeOf(session, you)
  if (place === null) return null
  return (
    <p className={desk.ownPlace}>
      <Hand aria-hidden="true" />
      {words(place)}
    </p>
  )
}
