import type { PersonId, PersonState, SessionState } from '@copse/contract'
import { mayRun } from '@copse/protocols'
import { MessageSquareLock } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Actions, Avatar, Button, Dialog, Notice, Select } from '../design/index.ts'
import desk from './desk.module.css'
import type { useSend } from './send.ts'

/** What a facilitator keeps an eye on while another keeps the rest. */
export type Keeps = 'time' | 'content' | 'both'
const shares: readonly Keeps[] = ['time', 'content', 'both']
const KEPT = 'copse.desk.keeps'

/** Remembered in this browser: it is how one likes to work, and nobody else's desk follows it. */
export function useKeeps(): [Keeps, (keeps: Keeps) => void] {
  const [keeps, setKeeps] = useState<Keeps>(
    () => shares.find((share) => share === localStorage.getItem(KEPT)) ?? 'both',
  )
  return [
    keeps,
    (next) => {
      localStorage.setItem(KEPT, next)
      setKeeps(next)
    },
  ]
}

/** Who else facilitates, a word with them, and who keeps what. */
export function WithOthers(props: {
  others: readonly PersonState[]
  keeps: Keeps
  onKeep: (keeps: Keeps) => void
  onWrite: () => void
}) {
  const { others, keeps, onKeep, onWrite } = props
  const { t } = useTranslation()
  return (
    <section className={desk.together} aria-label={t('desk.with.title')}>
      <ul className={app.list}>
        {others.map((person, index) => (
          <li key={person.id} className={app.person}>
            <Avatar id={person.id} name={person.name} />
            <span>
              <b>{person.name}</b>
              <span className={app.about}>
                {person.connections.length > 0 ? t('desk.with.here') : t('desk.with.away')}
              </span>
            </span>
            {index === 0 ? (
              <Button look="quiet" iconOnly aria-label={t('desk.with.write')} onPress={onWrite}>
                <MessageSquareLock aria-hidden="true" />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className={desk.sides} role="group" aria-label={t('desk.keep.title')}>
        {shares.map((share) => (
          <button
            key={share}
            type="button"
            className={desk.side}
            aria-pressed={keeps === share}
            aria-label={t(`desk.keep.i.${share}`)}
            onClick={() => onKeep(share)}
          >
            {t(`desk.keep.${share}`)}
          </button>
        ))}
      </div>
    </section>
  )
}

/** Hand over, share, or step back; the last to facilitate is told why she cannot. */
export function Handover(props: {
  session: SessionState
  you: PersonId
  others: readonly PersonState[]
  send: ReturnType<typeof useSend>['send']
}) {
  const { session, you, others, send } = props
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState('')
  const candidates = Object.values(session.people)
    .filter(({ id, standing }) => standing === 'admitted' && !mayRun(session, id))
    .toSorted((one, other) => Number(other.connections.length > 0) - Number(one.connections.length > 0))
  const to = candidates.find(({ id }) => id === chosen)?.id
  async function give(stepBack: boolean) {
    if (!to) return
    const reply = await send({ type: 'role.assign', personId: to, role: 'facilitator' })
    if (reply.ok && stepBack) await send({ type: 'role.assign', personId: you, role: 'participant' })
    setOpen(false)
    setChosen('')
  }
  return (
    <>
      <Button small look="quiet" onPress={() => setOpen(true)}>
        {t('desk.hand.open')}
      </Button>
      <Dialog title={t('desk.hand.title')} open={open} onClose={() => setOpen(false)}>
        <p>
          {others.length > 0
            ? t('desk.hand.with', { names: others.map(({ name }) => name).join(', ') })
            : t('desk.hand.alone')}
        </p>
        {candidates.length > 0 ? (
          <>
            <Select
              label={t('desk.hand.who')}
              value={chosen}
              options={[
                { value: '', label: t('desk.hand.choose') },
                ...candidates.map(({ id, name, connections }) => ({
                  value: String(id),
                  label: connections.length > 0 ? name : `${name} · ${t('room.people.away')}`,
                })),
              ]}
              onChange={(event) => setChosen(event.target.value)}
            />
            <div className={app.row}>
              <Button isDisabled={!to} onPress={() => void give(false)}>
                {t('desk.hand.share')}
              </Button>
              <Button isDisabled={!to} onPress={() => void give(true)}>
                {t('desk.hand.over')}
              </Button>
            </div>
          </>
        ) : (
          <Notice>{t('desk.hand.nobody')}</Notice>
        )}
        <Actions>
          <Button look="quiet" onPress={() => setOpen(false)}>
            {t('action.cancel')}
          </Button>
          {others.length > 0 ? (
            <Button
              onPress={() => {
                void send({ type: 'role.assign', personId: you, role: 'participant' })
                setOpen(false)
              }}
            >
              {t('desk.hand.leave', { names: others.map(({ name }) => name).join(', ') })}
            </Button>
          ) : null}
        </Actions>
      </Dialog>
    </>
  )
}
