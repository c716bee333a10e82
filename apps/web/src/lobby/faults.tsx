import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Notice } from '../design/index.ts'
import type { Preview } from './devices.ts'

/** What keeps camera or microphone from working, what to do about it, and another try. One fault of both is said once. */
export function Faults({ faults, onRetry }: { faults: Preview['faults']; onRetry: () => void }) {
  const { t } = useTranslation()
  const devices = (['camera', 'microphone'] as const).filter((device) => faults[device])
  if (devices.length === 0) return null
  const groups = faults.camera === faults.microphone ? [devices] : devices.map((device) => [device])
  return (
    <Notice kind="warn" live>
      <div className={app.tight}>
        {groups.map((group) => (
          <p key={group[0]}>
            <strong>{group.map((device) => t(`room.lobby.${device}`)).join(', ')}:</strong>{' '}
            {t(`room.device.${faults[group[0]!]!}`)}
          </p>
        ))}
        <div>
          <Button small onPress={onRetry}>
            {t('action.retry')}
          </Button>
        </div>
      </div>
    </Notice>
  )
}
