import type { MediaRoom } from '@copse/room-client/media'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Notice } from '../design/index.ts'
import { refusalWords } from '../i18n/refusal-words.ts'
import css from './room.module.css'
import { useMedia } from './use-media.ts'

/** What is wrong with sound and picture, and what to do about it. */
export function MediaNotices({
  media,
  video,
  circle,
}: {
  media: MediaRoom | null
  video: boolean
  /** The circle whose call one belongs in. */
  circle: string
}) {
  const { t } = useTranslation()
  const link = useMedia(media, (state) => state.link)
  const at = useMedia(media, (state) => state.circle)
  const refusal = useMedia(media, (state) => state.refusal)
  const fault = useMedia(media, (state) => state.fault)
  const needsClick = useMedia(media, (state) => state.needsClick)
  const missing = !video || link === 'unavailable'
  const [read, setRead] = useState(false)
  if (!missing && read) setRead(false)
  if (missing && read) return null
  if (missing)
    return (
      <Notice kind="info" live>
        <div className={css.readOnce}>
          <p>
            {refusal && refusal !== 'media.unavailable'
              ? t('room.link.noMedia', { why: refusalWords(refusal) })
              : t('room.lobby.noVideo')}
          </p>
          <Button small look="quiet" iconOnly aria-label={t('action.close')} onPress={() => setRead(true)}>
            <X aria-hidden="true" />
          </Button>
        </div>
      </Notice>
    )
  if (link === 'elsewhere')
    return (
      <Notice kind="info" live>
        {t('room.lobby.elsewhere')}. {t('room.lobby.elsewhereText')}{' '}
        <Button small onPress={() => media?.wake()}>
          {t('room.lobby.here')}
        </Button>
      </Notice>
    )
  return (
    <>
      {link === 'offline' || link === 'reconnecting' ? (
        <Notice kind="warn" live>
          {t('room.link.media')}
        </Notice>
      ) : null}
      {at !== null && at !== circle && link === 'online' ? (
        <Notice kind="info" live>
          {t('circles.moving')}
        </Notice>
      ) : null}
      {fault ? (
        <Notice kind="warn" live>
          {fault.device === 'screen' ? t('room.controls.share') : t(`room.lobby.${fault.device}`)}:{' '}
          {t(`room.device.${fault.fault}`)}
        </Notice>
      ) : null}
      {needsClick ? (
        <Notice kind="info" live>
          {t('room.controls.soundText')}{' '}
          <Button small look="primary" onPress={() => void media?.startAudio()}>
            {t('room.controls.sound')}
          </Button>
        </Notice>
      ) : null}
    </>
  )
}
