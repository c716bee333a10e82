import type { PersonId, SessionState } from '@copse/contract'
import { groupSizes, takingPart } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Shuffle } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Button, Notice, Select } from '../../design/index.ts'
import { useSend } from '../send.ts'
import css from './circles.module.css'

/** Groups for the step to come, by hand or shuffled; who is left out is placed when the groups meet. */
export function ArrangeGroups({ client, session, size }: { client: RoomClient; session: SessionState; size: number }) {
  const { t } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const people = takingPart(session, { connected: false })
  const [places, setPlaces] = useState<{ readonly [id: string]: number }>(() => placesOf(session))
  const count = groupSizes(Math.max(2, people.length), size).length
  const numbers = Array.from({ length: count }, (_, at) => at)
  const kept = session.groupedBy === null && session.groups.length > 0 && sameAs(placesOf(session), places, people)
  const lists = numbers.map((at) => people.filter((id) => places[id] === at))

  function shuffle() {
    const mixed = people
      .map((id) => ({ id, draw: crypto.getRandomValues(new Uint32Array(1))[0]! }))
      .sort((one, other) => one.draw - other.draw)
    setPlaces(Object.fromEntries(mixed.map(({ id }, at) => [id, at % count])))
  }
  return (
    <div className={css.console}>
      <div className={css.consoleHead}>
        <h2>{t('circles.arrange.title')}</h2>
        <Button small onPress={shuffle}>
          <Shuffle aria-hidden="true" />
          {t('circles.arrange.shuffle')}
        </Button>
        <Button
          small
          look="primary"
          isPending={pending}
          isDisabled={lists.every((list) => list.length === 0)}
          onPress={() => void send({ type: 'groups.arrange', groups: lists.filter((list) => list.length > 0) })}
        >
          {t('circles.arrange.keep')}
        </Button>
        <p role="status">{kept ? t('circles.arrange.kept') : ''}</p>
      </div>
      <p className={app.soft}>{t('circles.arrange.hint')}</p>
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
      <ul className={css.arrange}>
        {people.map((id) => (
          <li key={id} data-group={places[id] ?? 'none'}>
            <Select
              label={session.people[id]?.name ?? ''}
              value={String(places[id] ?? -1)}
              onChange={(event) => {
                const at = Number(event.target.value)
                setPlaces(({ [id]: _before, ...others }) => (at < 0 ? others : { ...others, [id]: at }))
              }}
              options={[
                { value: '-1', label: t('circles.arrange.open') },
                ...numbers.map((at) => ({ value: String(at), label: t('circles.console.group', { number: at + 1 }) })),
              ]}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where the groups kept for the step to come place people. */
const placesOf = (session: SessionState): { [id: string]: number } =>
  session.groupedBy === null
    ? Object.fromEntries(session.groups.flatMap(({ members }, at) => members.map((id) => [id, at])))
    : {}

const sameAs = (
  kept: { readonly [id: string]: number },
  shown: { readonly [id: string]: number },
  people: readonly PersonId[],
): boolean => people.every((id) => kept[id] === shown[id])
