import type { BoardLayout, LocalText } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Select } from '../../design/index.ts'
import { LinesField, LocalField } from './local-field.tsx'

const kinds = ['columns', 'quadrants', 'ladder', 'question'] as const
/** How many titles each kind has, at least and at most. */
const counts = { columns: [2, 6], quadrants: [4, 4], ladder: [2, 8] } as const

/** A layout of another kind that keeps the titles there are; parts that have none yet are numbered. */
function layoutOf(kind: string, before: BoardLayout | undefined): BoardLayout | undefined {
  if (kind === 'question') return { kind, text: { en: '' } }
  if (kind !== 'columns' && kind !== 'quadrants' && kind !== 'ladder') return undefined
  const titles: LocalText[] = before && before.kind !== 'question' ? before.titles : []
  const [least, most] = counts[kind]
  const length = Math.min(most, Math.max(least, titles.length || 3))
  return { kind, titles: Array.from({ length }, (_, at) => titles[at] ?? { en: String(at + 1) }) }
}

/** What the board begins with. */
export function LayoutField({
  layout,
  onLayout,
}: {
  layout: BoardLayout | undefined
  onLayout: (layout: BoardLayout | undefined, what: string) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={app.stack}>
      <Select
        label={t('protocols.edit.layout')}
        value={layout?.kind ?? 'none'}
        options={(['none', ...kinds] as const).map((kind) => ({
          value: kind,
          label: t(`protocols.edit.layouts.${kind}`),
        }))}
        onChange={({ target }) => onLayout(layoutOf(target.value, layout), 'layout')}
      />
      {layout?.kind === 'question' ? (
        <LocalField
          label={t('protocols.edit.layoutQuestion')}
          value={layout.text}
          maxLength={300}
          onValue={(text, language) => onLayout({ ...layout, text }, `layout.${language}`)}
        />
      ) : null}
      {layout && layout.kind !== 'question' ? (
        <LinesField
          label={t(`protocols.edit.layoutTitles.${layout.kind}`)}
          value={layout.titles}
          maxLines={counts[layout.kind][1]}
          onValue={(titles, language) => onLayout({ ...layout, titles }, `layout.${language}`)}
        />
      ) : null}
    </div>
  )
}
