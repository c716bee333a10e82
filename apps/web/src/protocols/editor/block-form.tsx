import type { Repeat } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Select } from '../../design/index.ts'
import type { Block } from '../model/draft.ts'
import type { Edit } from '../model/editing.ts'
import { LinesField } from './local-field.tsx'
import { NumberField } from './number-field.tsx'

/** What a block is repeated over. */
export function BlockForm({ block, onEdit }: { block: Block; onEdit: (edit: Edit) => void }) {
  const { t } = useTranslation()
  const { key, repeat, items, most } = block
  return (
    <div className={app.stack}>
      <Select
        label={t('protocols.edit.repeat')}
        value={repeat}
        options={(['people', 'stations', 'topics', 'questions', 'roles'] as const).map((over) => ({
          value: over,
          label: t(`protocols.rounds.${over}`),
        }))}
        onChange={({ target }) =>
          onEdit({ type: 'block', key, field: 'repeat', change: { repeat: target.value as Repeat['repeat'] } })
        }
      />
      {repeat === 'topics' ? (
        <NumberField
          label={t('protocols.edit.mostTopics')}
          value={most}
          min={1}
          max={12}
          onValue={(value) => onEdit({ type: 'block', key, field: 'most', change: { most: value } })}
        />
      ) : null}
      {repeat === 'people' || repeat === 'stations' || repeat === 'topics' ? null : (
        <LinesField
          label={t(`protocols.edit.items.${repeat}`)}
          value={items}
          maxLines={12}
          onValue={(next, language) =>
            onEdit({ type: 'block', key, field: `items.${language}`, change: { items: next } })
          }
        />
      )}
    </div>
  )
}
