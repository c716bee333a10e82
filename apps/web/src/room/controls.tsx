import { reactionKinds, type PersonId, type SessionId, type SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import {
  Bell,
  BellOff,
  Ellipsis,
  Hand,
  Keyboard,
  Languages,
  LogOut,
  Mic,
  MicOff,
  MessagesSquare,
  ScreenShare,
  ScreenShareOff,
  Settings2,
  Smile,
  Video,
  VideoOff,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button, Dialog, Hidden, Menu, MenuItem, Notice } from '../design/index.ts'
import { Leaving } from '../growing/leaving.tsx'
import { chimes, setChimes } from './circles/chime.ts'
import { placeOf, usePlaceWords } from './hand-queue.tsx'
import type { Tab } from './panel.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { useSend } from './send.ts'
import { useMedia } from './use-media.ts'
import { reactionSigns } from './use-reactions.ts'

/** What the menu opens. */
export type RoomDialog = 'devices' | 'appearance' | 'keys'

/** One's own microphone, camera, screen, hand; and the way out. */
export function Controls(props: {
  client: RoomClient
  session: SessionState
  sessionId: SessionId
  model: RoomModel
  media: MediaRoom | null
  you: PersonId
  tab: Tab | null
  unread: number
  onTab: (tab: Tab | null) => void
  onLeave: () => void
  onCannotSpeak: () => void
  onOpen: (dialog: RoomDialog) => void
}) {
  const { client, session, sessionId, model, media, you, tab, unread, onTab, onLeave, onCannotSpeak, onOpen } = props
  const { t } = useTranslation()
  const { send } = useSend(client)
  const [leaving, setLeaving] = useState(false)
  const camera = useMedia(media, (state) => state.camera) ?? false
  const screen = useMedia(media, (state) => state.screen) ?? false
  const online = useMedia(media, (state) => state.link) === 'online'
  const { floor } = model
  const chiming = useStore(chimes, (state) => state.on)
  const raised = session.hands.includes(you)
  const place = placeOf(session, you)
  const placeWords = usePlaceWords()
  const canShare = floor.share && online && 'getDisplayMedia' in (navigator.mediaDevices ?? {})
  const waiting = model.runs ? model.waiting.length : 0
  const news = tab === null ? waiting + unread : 0
  return (
    <footer className={css.controls}>
      <Menu
        label={t('room.controls.more')}
        trigger={
          <Button className={`${css.control} ${css.first}`} aria-label={t('room.controls.more')}>
            <Ellipsis aria-hidden="true" />
            <Label text={t('room.controls.more')} />
          </Button>
        }
      >
        {media ? (
          <MenuItem onAction={() => onOpen('devices')}>
            <Settings2 aria-hidden="true" />
            {t('room.controls.devices')}
          </MenuItem>
        ) : null}
        <MenuItem onAction={() => onOpen('appearance')}>
          <Languages aria-hidden="true" />
          {t('room.controls.appearance')}
        </MenuItem>
        <MenuItem onAction={() => setChimes(!chiming)}>
          {chiming ? <Bell aria-hidden="true" /> : <BellOff aria-hidden="true" />}
          {chiming ? t('circles.chimes.on') : t('circles.chimes.off')}
        </MenuItem>
        <MenuItem onAction={() => onOpen('keys')}>
          <Keyboard aria-hidden="true" />
          {t('room.controls.shortcuts')}
        </MenuItem>
      </Menu>
      <Microphone media={media} model={model} online={online} onCannotSpeak={onCannotSpeak} />
      <Button
        className={css.control}
        aria-label={camera ? t('room.controls.cameraOff') : t('room.controls.cameraOn')}
        isDisabled={!online || !floor.camera}
        onPress={() => void media?.setCamera(!camera)}
        data-testid="camera"
        data-on={camera}
      >
        {camera ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        <Label text={camera ? t('room.controls.cameraOff') : t('room.controls.cameraOn')} />
      </Button>
      <Button
        className={`${css.control} ${css.wideOnly}`}
        aria-label={screen ? t('room.controls.stopShare') : t('room.controls.share')}
        isDisabled={!canShare && !screen}
        onPress={() => void media?.setScreen(!screen)}
      >
        {screen ? <ScreenShareOff aria-hidden="true" /> : <ScreenShare aria-hidden="true" />}
        <Label text={screen ? t('room.controls.stopShare') : t('room.controls.share')} />
      </Button>
      <Button
        className={css.control}
        aria-pressed={raised}
        data-raised={raised}
        aria-label={raised ? t('room.controls.handDown') : t('room.controls.hand')}
        aria-description={place === null ? undefined : placeWords(place)}
        onPress={() => void send(raised ? { type: 'hand.lower' } : { type: 'hand.raise' })}
      >
        <Hand aria-hidden="true" />
        <Label text={raised ? t('room.controls.handDown') : t('room.controls.hand')} />
        {place === null ? null : (
          <span className={css.news} aria-hidden="true">
            {place}
          </span>
        )}
      </Button>
      <Menu
        label={t('room.controls.react')}
        trigger={
          <Button className={css.control} aria-label={t('room.controls.react')}>
            <Smile aria-hidden="true" />
            <Label text={t('room.controls.react')} />
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
      <Button
        className={`${css.control} ${css.panelToggle}`}
        aria-label={t('room.panel.open')}
        aria-expanded={tab !== null}
        onPress={() => onTab(tab ? null : waiting > 0 ? 'desk' : unread > 0 ? 'chat' : model.runs ? 'desk' : 'people')}
      >
        <MessagesSquare aria-hidden="true" />
        <Label text={t('room.panel.short')} />
        {news > 0 ? (
          <span className={css.news}>
            {news}
            <Hidden>
              {[
                waiting > 0 ? t('room.people.waiting') : '',
                unread > 0 ? t('room.panel.unread', { count: unread }) : '',
              ].join(' ')}
            </Hidden>
          </span>
        ) : null}
      </Button>
      <Button
        className={`${css.control} ${css.leave}`}
        aria-label={t('room.controls.leave')}
        onPress={() => setLeaving(true)}
      >
        <LogOut aria-hidden="true" />
        <Label text={t('room.controls.leave')} />
      </Button>
      <Dialog title={t('room.controls.leaveTitle')} open={leaving} onClose={() => setLeaving(false)}>
        <p>{t('room.controls.leaveText')}</p>
        {model.onlyFacilitator && session.phase === 'running' ? (
          <Notice kind="warn">{t('room.controls.leaveFacilitator')}</Notice>
        ) : null}
        <Leaving
          sessionId={sessionId}
          runs={session.phase === 'running'}
          onStay={() => setLeaving(false)}
          onLeave={onLeave}
        />
      </Dialog>
    </footer>
  )
}

/** What is written under a control's sign; the control's own label says it to screen readers. */
const Label = ({ text }: { text: string }) => (
  <span className={css.label} aria-hidden="true">
    {text}
  </span>
)

/** While the floor is with others it is said to be unavailable, yet can be pressed: pressing it tells why. */
function Microphone({
  media,
  model,
  online,
  onCannotSpeak,
}: {
  media: MediaRoom | null
  model: RoomModel
  online: boolean
  onCannotSpeak: () => void
}) {
  const { t } = useTranslation()
  const on = useMedia(media, (state) => state.microphone) ?? false
  const why = model.floor.speak ? null : t(`room.floor.${model.floor.speakReason}`)
  const words = why ? t('room.controls.cannotSpeak') : on ? t('room.controls.mute') : t('room.controls.unmute')
  return (
    <Button
      className={css.control}
      aria-label={why ? `${words}. ${why}` : words}
      aria-disabled={why !== null || !online ? true : undefined}
      onPress={() => {
        if (why) onCannotSpeak()
        else if (online) void media?.setMicrophone(!on)
      }}
      data-testid="microphone"
      data-on={on}
    >
      {on && !why ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
      <Label text={words} />
    </Button>
  )
}
