import {
  sessionRoles,
  type BoardAccess,
  type BoardRule,
  type CameraRule,
  type SessionRole,
  type Step,
} from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Select } from '../../design/index.ts'
import css from './editor.module.css'
import { LayoutField } from './layout-field.tsx'
import { Part } from './part.tsx'
import { RolesField } from './roles-field.tsx'

const accesses = ['write', 'own', 'read', 'hidden'] as const

/** The board: for everyone, with exceptions, shared or in private. */
export function BoardPart({
  board,
  capture,
  onBoard,
  onCapture,
}: {
  board: BoardRule
  capture: Step['capture']
  onBoard: (board: BoardRule, what?: string) => void
  onCapture: (capture: Step['capture']) => void
}) {
  const { t } = useTranslation()
  const options = accesses.map((access) => ({ value: access as string, label: t(`protocols.edit.access.${access}`) }))
  const except = (role: SessionRole, access: string) => {
    const { [role]: _, ...others } = board.byRole ?? {}
    onBoard({ ...board, byRole: access === '' ? others : { ...others, [role]: access as BoardAccess } })
  }
  return (
    <Part title={t('protocols.edit.writing')}>
      <div className={app.pair}>
        <Select
          label={t('protocols.edit.everyone')}
          value={board.everyone}
          options={options}
          onChange={({ target }) => onBoard({ ...board, everyone: target.value as BoardAccess })}
        />
        <Select
          label={t('protocols.edit.sheets')}
          value={board.drafts ? (board.drafts.anonymous ? 'anonymous' : 'private') : 'shared'}
          options={[
            { value: 'shared', label: t('protocols.edit.shared') },
            { value: 'private', label: t('protocols.edit.private') },
            { value: 'anonymous', label: t('protocols.edit.anonymous') },
          ]}
          onChange={({ target: { value } }) =>
            onBoard({ ...board, drafts: value === 'shared' ? undefined : { anonymous: value === 'anonymous' } })
          }
        />
      </div>
      <details className={css.details} open={Object.keys(board.byRole ?? {}).length > 0}>
        <summary>{t('protocols.edit.exceptions')}</summary>
        <div className={css.four}>
          {sessionRoles.map((role) => (
            <Select
              key={role}
              label={t(`room.role.${role}`)}
              value={board.byRole?.[role] ?? ''}
              options={[{ value: '', label: t('protocols.edit.asEveryone') }, ...options]}
              onChange={({ target }) => except(role, target.value)}
            />
          ))}
        </div>
      </details>
      <LayoutField layout={board.layout} onLayout={(layout, what) => onBoard({ ...board, layout }, what)} />
      <Select
        label={t('protocols.edit.capture')}
        value={capture ?? 'board'}
        options={[
          { value: 'board', label: t('protocols.edit.captureBoard') },
          { value: 'nothing', label: t('protocols.edit.captureNothing') },
        ]}
        onChange={({ target }) => onCapture(target.value === 'nothing' ? 'nothing' : undefined)}
      />
    </Part>
  )
}

export function CameraPart({
  cameras = 'all',
  onCameras,
}: {
  cameras: CameraRule | undefined
  onCameras: (cameras: CameraRule | undefined) => void
}) {
  const { t } = useTranslation()
  const kind = typeof cameras === 'string' ? cameras : 'offFor'
  return (
    <Part title={t('protocols.edit.parts.cameras')}>
      <Select
        label={t('protocols.edit.cameras')}
        value={kind}
        options={(['all', 'speakers', 'offFor'] as const).map((value) => ({
          value,
          label: t(`protocols.edit.cameraRule.${value}`),
        }))}
        onChange={({ target: { value } }) =>
          onCameras(value === 'all' ? undefined : value === 'speakers' ? 'speakers' : { offFor: ['presenter'] })
        }
      />
      {typeof cameras === 'string' ? null : (
        <RolesField
          label={t('protocols.edit.whichRoles')}
          value={cameras.offFor}
          onValue={(offFor) => onCameras({ offFor })}
        />
      )}
    </Part>
  )
}
