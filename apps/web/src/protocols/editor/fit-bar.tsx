import { plan, totalMs } from '@copse/protocols'
import type { Protocol } from '@copse/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Button, Notice } from '../../design/index.ts'
import { fitted, type Edit } from '../model/editing.ts'
import { protocolOf, type Draft } from '../model/draft.ts'
import css from './editor.module.css'
import { NumberField } from './number-field.tsx'

const minutesOf = (protocol: Protocol, expectedPeople: number) =>
  Math.round((totalMs(plan(protocol, { expectedPeople })) / 60_000) * 100) / 100

/** How long it takes in all, and how long it should. */
export function FitBar({
  draft,
  protocol,
  onEdit,
}: {
  draft: Draft
  protocol: Protocol
  onEdit: (edit: Edit) => void
}) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(40)
  const [people, setPeople] = useState(Math.max(3, protocol.people.min))
  const [result, setResult] = useState<string | null>(null)
  const goesRound = protocol.steps.some((entry) =>
    'repeat' in entry
      ? entry.repeat === 'stations' ||
        (entry.repeat === 'people' && !entry.steps[0]?.grouping) ||
        entry.steps.some(({ minutes }) => minutes.each)
      : entry.minutes.each,
  )
  const total = minutesOf(protocol, people)
  return (
    <div className={css.fit}>
      <p className={css.total} data-testid="total">
        <span>{t('protocols.edit.total')}</span>
        <strong>{t('minutes', { count: total })}</strong>
      </p>
      {goesRound ? (
        <NumberField label={t('protocols.edit.reckon')} value={people} min={1} max={300} onValue={setPeople} />
      ) : null}
      <form
        className={`${app.row} ${app.baseline}`}
        onSubmit={(event) => {
          event.preventDefault()
          const minutes = minutesOf(protocolOf(fitted(draft, wanted, people)), people)
          setResult(t(minutes === wanted ? 'protocols.edit.fitted' : 'protocols.edit.fittedNear', { minutes }))
          onEdit({ type: 'fit', minutes: wanted, expectedPeople: people })
        }}
      >
        <div className={css.fitField}>
          <NumberField label={t('protocols.edit.fit')} value={wanted} min={1} max={600} onValue={setWanted} />
        </div>
        <Button type="submit">{t('protocols.edit.fitDo')}</Button>
      </form>
      {result ? (
        <Notice kind="good" live>
          {result}
        </Notice>
      ) : null}
    </div>
  )
}
