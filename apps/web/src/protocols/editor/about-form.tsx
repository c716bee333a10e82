import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Check, TextField } from '../../design/index.ts'
import type { About } from '../model/draft.ts'
import type { Edit } from '../model/editing.ts'
import { LocalField } from './local-field.tsx'
import { NumberField } from './number-field.tsx'

/** What a protocol says about itself. */
export function AboutForm({ about, onEdit }: { about: About; onEdit: (edit: Edit) => void }) {
  const { t } = useTranslation()
  const set = (field: string, change: Partial<About>) => onEdit({ type: 'about', field, change })
  const { people, attribution } = about
  const text = (
    what: 'title' | 'summary' | 'useWhen' | 'description',
    label: string,
    maxLength: number,
    rows?: number,
  ) => (
    <LocalField
      label={label}
      value={about[what]}
      maxLength={maxLength}
      rows={rows}
      onValue={(value, language) => set(`${what}.${language}`, { [what]: value })}
    />
  )
  const source = (what: 'origin' | 'source' | 'licence', maxLength: number) => (
    <TextField
      label={t(`protocols.edit.${what}`)}
      maxLength={maxLength}
      value={attribution[what]}
      onChange={({ target }) => set(`attribution.${what}`, { attribution: { ...attribution, [what]: target.value } })}
    />
  )
  return (
    <div className={app.stack}>
      {text('title', t('protocols.edit.name'), 80)}
      {text('summary', t('protocols.edit.summary'), 300, 2)}
      {text('useWhen', t('protocols.edit.when'), 400, 2)}
      <div className={app.pair}>
        <NumberField
          label={t('protocols.edit.fewest')}
          value={people.min}
          min={1}
          max={300}
          onValue={(min) => set('people.min', { people: { min, max: Math.max(min, people.max) } })}
        />
        <NumberField
          label={t('protocols.edit.mostPeople')}
          value={people.max}
          min={1}
          max={300}
          onValue={(max) => set('people.max', { people: { min: Math.min(people.min, max), max } })}
        />
      </div>
      <Check
        type="checkbox"
        checked={about.needsPresenter}
        onChange={({ target }) => set('needsPresenter', { needsPresenter: target.checked })}
      >
        {t('protocols.edit.needsPresenter')}
      </Check>
      {text('description', t('protocols.edit.description'), 6000, 8)}
      {source('origin', 300)}
      {source('source', 600)}
      {source('licence', 200)}
    </div>
  )
}
