import type { FloorRule, SessionRole } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import { Check, Select } from '../../design/index.ts'
import css from './editor.module.css'
import { floorKind, type FloorKind } from '../use-step-words.ts'
import { NumberField } from './number-field.tsx'
import { Part } from './part.tsx'
import { RolesField } from './roles-field.tsx'

const kinds = ['open', 'roles', 'queue', 'rounds', 'free', 'inner', 'nobody'] as const
const takers: SessionRole[] = ['presenter', 'participant']

/** A rule of this kind to begin with. */
function ruleOf(kind: FloorKind): FloorRule {
  if (kind === 'roles') return { mode: kind, roles: ['presenter'] }
  if (kind === 'free') return { mode: 'rounds', order: kind, turnSeconds: 60 }
  return kind === 'rounds' ? { mode: kind, turnSeconds: 60 } : { mode: kind }
}

/** Who speaks: each kind of floor with what belongs to it. */
export function FloorPart({ floor, onFloor }: { floor: FloorRule; onFloor: (floor: FloorRule) => void }) {
  const { t } = useTranslation()
  return (
    <Part title={t('protocols.edit.parts.speaking')}>
      <Select
        label={t('protocols.edit.speaking')}
        value={floorKind(floor)}
        options={kinds.map((kind) => ({ value: kind, label: t(`protocols.edit.floor.${kind}`) }))}
        hint={floor.mode === 'nobody' ? t('protocols.edit.silenceFollows') : null}
        onChange={({ target }) => onFloor(ruleOf(target.value as FloorKind))}
      />
      {floor.mode === 'roles' ? (
        <RolesField
          label={t('protocols.edit.whichRoles')}
          value={floor.roles}
          atLeastOne
          onValue={(roles) => onFloor({ ...floor, roles })}
        />
      ) : null}
      {floor.mode === 'rounds' ? (
        <>
          <div className={css.numbers}>
            <NumberField
              label={t('protocols.edit.turn')}
              value={floor.turnSeconds}
              min={5}
              max={1800}
              onValue={(turnSeconds) => onFloor({ ...floor, turnSeconds })}
            />
            <NumberField
              label={t('protocols.edit.pause')}
              value={floor.pauseSeconds ?? 0}
              min={0}
              max={120}
              onValue={(pauseSeconds) => onFloor({ ...floor, pauseSeconds })}
            />
            <Select
              label={t('protocols.edit.after')}
              value={floor.after ?? 'silence'}
              options={[
                { value: 'silence', label: t('protocols.edit.afterSilence') },
                { value: 'open', label: t('protocols.edit.afterOpen') },
              ]}
              onChange={({ target }) => onFloor({ ...floor, after: target.value as 'open' | 'silence' })}
            />
          </div>
          <RolesField
            label={t('protocols.edit.takeTurns')}
            value={floor.roles ?? takers}
            among={['facilitator', 'presenter', 'participant']}
            atLeastOne
            onValue={(roles) => onFloor({ ...floor, roles })}
          />
          {floor.order === 'free' ? null : (
            <Check
              type="checkbox"
              checked={floor.rotate ?? false}
              onChange={({ target }) => onFloor({ ...floor, rotate: target.checked })}
            >
              {t('protocols.edit.rotate')}
            </Check>
          )}
        </>
      ) : null}
    </Part>
  )
}
