import type { MediaRoom } from '@copse/room-client/media'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Actions, Button, Dialog, Notice, Select } from '../design/index.ts'
import { keepChoice, keptChoice, listDevices, type Devices, type JoinChoice } from '../lobby/index.ts'

/** Another camera, microphone or loudspeaker while the session runs. */
export function DeviceDialog({ media, onClose }: { media: MediaRoom; onClose: () => void }) {
  const { t } = useTranslation()
  const [devices, setDevices] = useState<Devices | null>(null)
  const [choice, setChoice] = useState<JoinChoice>(keptChoice)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const look = () => void listDevices().then(setDevices)
    look()
    navigator.mediaDevices?.addEventListener('devicechange', look)
    return () => navigator.mediaDevices?.removeEventListener('devicechange', look)
  }, [])

  async function choose(kind: MediaDeviceKind, deviceId: string, change: Partial<JoinChoice>) {
    setFailed(false)
    try {
      // oxlint-disable-next-line react/hooks -- a plain method: it changes the device, it is no hook
      await media.useDevice(kind, deviceId)
      setChoice({ ...choice, ...change })
      keepChoice({ ...choice, ...change })
    } catch {
      setFailed(true)
    }
  }
  const kinds = devices
    ? ([
        ['audioinput', t('room.lobby.microphone'), devices.microphones, 'microphoneId'],
        ['videoinput', t('room.lobby.camera'), devices.cameras, 'cameraId'],
        ['audiooutput', t('room.controls.speaker'), devices.speakers, 'speakerId'],
      ] as const)
    : []
  const listed = kinds.filter(([, , list]) => list.length > 0)
  return (
    <Dialog title={t('room.controls.devices')} open onClose={onClose}>
      <div className={app.stack}>
        {listed.map(([kind, label, list, key]) => (
          <Select
            key={kind}
            label={label}
            value={choice[key] ?? list[0]!.deviceId}
            options={list.map((device, index) => ({ value: device.deviceId, label: device.label || `${index + 1}` }))}
            onChange={(event) => void choose(kind, event.target.value, { [key]: event.target.value })}
          />
        ))}
        {devices && listed.length === 0 ? <Notice>{t('room.device.missing')}</Notice> : null}
        {failed ? (
          <Notice kind="bad" live>
            {t('room.device.unknown')}
          </Notice>
        ) : null}
      </div>
      <Actions>
        <Button onPress={onClose}>{t('action.close')}</Button>
      </Actions>
    </Dialog>
  )
}
