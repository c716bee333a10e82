import type { Repeat } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Select } from '../../design/index.ts'
import type { Block } from '../model/draft.ts'
import type { Edit } from '../model/editing.ts'
import { LinesField } from './local-field.tsx'

/** What a block is repeated over. */
export function BlockForm({ block, onEdit }: { block: Block; onEdit: (edit: Edit) => void }) {
  const { t } = useTranslation()
  const { key, repeat, items } = block
  return (
    <div className={app.stack}>
      <Select
        label={t('protocols.edit.repeat')}
        value={repeat}
        options={(['people', 'stations', 'questions', 'roles'] as const).map((over) => ({
          value: over,
          label: t(`protocols.rounds.${over}`),
        }))}
        onChange={({ target }) =>
          onEdit({ type: 'block', key, field: 'repeat', change: { repeat: target.value as Repeat['repeat'] } })
        }
      />
      {repeat === 'people' || repeat === 'stations' ? null : (
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
