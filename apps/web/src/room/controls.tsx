import { reactionKinds, type PersonId, type SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import {
  Hand,
  Keyboard,
  LogOut,
  Mic,
  MicOff,
  PanelRight,
  ScreenShare,
  ScreenShareOff,
  Smile,
  Video,
  VideoOff,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Actions, Button, Dialog, Hidden, Menu, MenuItem } from '../design/index.ts'
import type { Tab } from './panel.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { useSend } from './send.ts'
import { useMedia } from './use-media.ts'
import { reactionSigns } from './use-reactions.ts'

/** One's own microphone, camera, screen, hand; and the way out. */
export function Controls(props: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  media: MediaRoom | null
  you: PersonId
  tab: Tab | null
  onTab: (tab: Tab | null) => void
  onLeave: () => void
  onCannotSpeak: () => void
  onHelp: () => void
}) {
  const { client, session, model, media, you, tab, onTab, onLeave, onCannotSpeak, onHelp } = props
  const { t } = useTranslation()
  const { send } = useSend(client)
  const [leaving, setLeaving] = useState(false)
  const microphone = useMedia(media, (state) => state.microphone) ?? false
  const camera = useMedia(media, (state) => state.camera) ?? false
  const screen = useMedia(media, (state) => state.screen) ?? false
  const online = useMedia(media, (state) => state.link) === 'online'
  const { floor } = model
  const raised = session.hands.includes(you)
  const why = floor.speak ? null : t(`room.floor.${floor.speakReason}`)
  const micLabel = why
    ? `${t('room.controls.cannotSpeak')}. ${why}`
    : microphone
      ? t('room.controls.mute')
      : t('room.controls.unmute')
  const canShare = floor.share && online && 'getDisplayMedia' in (navigator.mediaDevices ?? {})
  return (
    <footer className={css.controls}>
      <div className={css.controlsStart}>
        <Button
          look="quiet"
          iconOnly
          className={css.wideOnly}
          aria-label={t('room.controls.shortcuts')}
          onPress={onHelp}
        >
          <Keyboard aria-hidden="true" />
        </Button>
      </div>
      {/* Said to be unavailable, yet pressable: pressing it tells why. */}
      <Button
        className={microphone ? undefined : css.off}
        aria-label={micLabel}
        aria-disabled={why !== null || !online ? true : undefined}
        onPress={() => {
          if (why) onCannotSpeak()
          else if (online) void media?.setMicrophone(!microphone)
        }}
        data-testid="microphone"
        data-on={microphone}
      >
        {microphone && !why ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
        <span className={css.label} aria-hidden="true">
          {why ? t('room.controls.cannotSpeak') : microphone ? t('room.controls.mute') : t('room.controls.unmute')}
        </span>
      </Button>
      <Button
        aria-label={camera ? t('room.controls.cameraOff') : t('room.controls.cameraOn')}
        isDisabled={!online || !floor.camera}
        onPress={() => void media?.setCamera(!camera)}
        data-testid="camera"
        data-on={camera}
      >
        {camera ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        <span className={css.label} aria-hidden="true">
          {camera ? t('room.controls.cameraOff') : t('room.controls.cameraOn')}
        </span>
      </Button>
      <Button
        className={css.wideOnly}
        iconOnly
        aria-label={screen ? t('room.controls.stopShare') : t('room.controls.share')}
        isDisabled={!canShare}
        onPress={() => void media?.setScreen(!screen)}
      >
        {screen ? <ScreenShareOff aria-hidden="true" /> : <ScreenShare aria-hidden="true" />}
      </Button>
      <Button
        aria-pressed={raised}
        look={raised ? 'primary' : 'secondary'}
        aria-label={raised ? t('room.controls.handDown') : t('room.controls.hand')}
        onPress={() => void send(raised ? { type: 'hand.lower' } : { type: 'hand.raise' })}
      >
        <Hand aria-hidden="true" />
        <span className={css.label} aria-hidden="true">
          {raised ? t('room.controls.handDown') : t('room.controls.hand')}
        </span>
      </Button>
      <Menu
        label={t('room.controls.react')}
        trigger={
          <Button iconOnly aria-label={t('room.controls.react')}>
            <Smile aria-hidden="true" />
          </Button>
        }
      >
        {reactionKinds.map((kind) => (
          <MenuItem key={kind} onAction={() => client.react(kind)}>
            <span aria-hidden="true">{reactionSigns[kind]}</span>
            {t(`room.reaction.${kind}`)}
          </MenuItem>
        ))}
      </Menu>
      <div className={css.controlsEnd}>
        <Button
          iconOnly
          aria-label={t('room.panel.open')}
          aria-expanded={tab !== null}
          onPress={() => onTab(tab ? null : model.runs ? 'desk' : 'people')}
        >
          <PanelRight aria-hidden="true" />
          {model.runs && model.waiting.length > 0 && tab === null ? (
            <span className={css.dot}>
              {model.waiting.length}
              <Hidden>{t('room.people.waiting')}</Hidden>
            </span>
          ) : null}
        </Button>
        <Button look="danger" aria-label={t('room.controls.leave')} onPress={() => setLeaving(true)}>
          <LogOut aria-hidden="true" />
          <span className={css.label} aria-hidden="true">
            {t('room.controls.leave')}
          </span>
        </Button>
      </div>
      <Dialog title={t('room.controls.leaveTitle')} open={leaving} onClose={() => setLeaving(false)}>
        <p>{t('room.controls.leaveText')}</p>
        {model.onlyFacilitator ? <p>{t('room.controls.leaveFacilitator')}</p> : null}
        <Actions>
          <Button onPress={() => setLeaving(false)}>{t('room.controls.stay')}</Button>
          <Button look="danger" onPress={onLeave}>
            {t('room.controls.leave')}
          </Button>
        </Actions>
      </Dialog>
    </footer>
  )
}
