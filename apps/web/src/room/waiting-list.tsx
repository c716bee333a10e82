import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Avatar, Button } from '../design/index.ts'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import type { useSend } from './send.ts'

/** Who stands in the lobby, to be let in. */
export function WaitingList({ model, send }: { model: RoomModel; send: ReturnType<typeof useSend>['send'] }) {
  const { t } = useTranslation()
  if (model.waiting.length === 0) return null
  return (
    <section className={css.waiting} aria-live="polite">
      <h2>{t('room.people.waiting')}</h2>
      <ul className={app.list}>
        {model.waiting.map((person) => (
          <li key={person.id} className={app.tight}>
            <div className={app.person}>
              <Avatar id={person.id} name={person.name} />
              <span>
                <b>{person.name}</b>
                <span className={app.about}>{person.district}</span>
              </span>
            </div>
            <div className={app.row}>
              <Button
                small
                look="primary"
                aria-label={`${t('room.desk.admit')}: ${person.name}`}
                onPress={() => void send({ type: 'lobby.admit', personId: person.id })}
              >
                {t('room.desk.admit')}
              </Button>
              <Button
                small
                look="quiet"
                aria-label={`${t('room.desk.refuse')}: ${person.name}`}
                onPress={() => void send({ type: 'lobby.refuse', personId: person.id })}
              >
                {t('room.desk.refuse')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {model.waiting.length > 1 ? (
        <Button
          small
          onPress={() => {
            for (const person of model.waiting) void send({ type: 'lobby.admit', personId: person.id })
          }}
        >
          {t('room.desk.admitAll')}
        </Button>
      ) : null}
    </section>
  )
}
