import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Notice } from '../design/index.ts'
import type { Preview } from './devices.ts'

/** What keeps camera or microphone from working, what to do about it, and another try. */
export function Faults({ faults, onRetry }: { faults: Preview['faults']; onRetry: () => void }) {
  const { t } = useTranslation()
  const devices = (['camera', 'microphone'] as const).filter((device) => faults[device])
  if (devices.length === 0) return null
  return (
    <Notice kind="warn" live>
      <div className={app.tight}>
        {devices.map((device) => (
          <p key={device}>
            <strong>{t(`room.lobby.${device}`)}:</strong> {t(`room.device.${faults[device]!}`)}
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
