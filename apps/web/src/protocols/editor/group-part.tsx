import type { Grouping } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Check, Select } from '../../design/index.ts'
import { NumberField } from './number-field.tsx'
import { Part } from './part.tsx'

const kinds = ['together', 'groups', 'merge', 'choice', 'fishbowl'] as const
const fills = ['random', 'mixed', 'hand'] as const

function groupingOf(kind: string): Grouping | undefined {
  if (kind === 'groups') return { kind, size: 3, fill: 'random' }
  if (kind === 'fishbowl') return { kind, inner: 4 }
  return kind === 'merge' || kind === 'choice' ? { kind } : undefined
}

/** Who sits with whom. */
export function GroupPart({
  grouping,
  onGrouping,
}: {
  grouping: Grouping | undefined
  onGrouping: (grouping: Grouping | undefined) => void
}) {
  const { t } = useTranslation()
  return (
    <Part title={t('protocols.edit.parts.sitting')}>
      <div className={app.pair}>
        <Select
          label={t('protocols.edit.sitting')}
          value={grouping?.kind ?? 'together'}
          options={kinds.map((kind) => ({ value: kind, label: t(`protocols.edit.grouping.${kind}`) }))}
          onChange={({ target }) => onGrouping(groupingOf(target.value))}
        />
        {grouping?.kind === 'groups' ? (
          <>
            <NumberField
              label={t('protocols.edit.size')}
              value={grouping.size}
              min={2}
              max={20}
              onValue={(size) => onGrouping({ ...grouping, size })}
            />
            <NumberField
              label={t('protocols.edit.above')}
              hint={t('protocols.edit.aboveHint')}
              value={grouping.above ?? 0}
              min={0}
              max={300}
              onValue={(above) => onGrouping({ ...grouping, above: above > 1 ? above : undefined })}
            />
            <Select
              label={t('protocols.edit.filled')}
              value={grouping.fill}
              options={fills.map((fill) => ({ value: fill, label: t(`protocols.edit.fills.${fill}`) }))}
              onChange={({ target }) => onGrouping({ ...grouping, fill: target.value as (typeof fills)[number] })}
            />
          </>
        ) : null}
        {grouping?.kind === 'fishbowl' ? (
          <>
            <NumberField
              label={t('protocols.edit.inner')}
              value={grouping.inner}
              min={2}
              max={12}
              onValue={(inner) => onGrouping({ ...grouping, inner })}
            />
            <NumberField
              label={t('protocols.edit.satellites')}
              hint={t('protocols.edit.satellitesHint')}
              value={grouping.satellites ?? 0}
              min={0}
              max={12}
              onValue={(size) => onGrouping({ ...grouping, satellites: size > 1 ? size : undefined })}
            />
          </>
        ) : null}
      </div>
      {grouping ? (
        <Check
          type="checkbox"
          checked={grouping.fresh ?? false}
          onChange={({ target }) => onGrouping({ ...grouping, fresh: target.checked || undefined })}
        >
          {t('protocols.edit.fresh')}
        </Check>
      ) : null}
    </Part>
  )
}
