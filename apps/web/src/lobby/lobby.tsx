import { inLanguage, type Lobby as LobbyFacts } from '@copse/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Card, Check, Loading, Notice, Select } from '../design/index.ts'
import { formatWhen } from '../i18n/times.ts'
import {
  keepChoice,
  keptChoice,
  listDevices,
  openPreview,
  type Devices,
  type JoinChoice,
  type JoinWith,
  type Preview,
} from './devices.ts'
import { Faults } from './faults.tsx'
import { LevelMeter } from './level-meter.tsx'
import css from './lobby.module.css'

const NONE: Preview = { stream: null, faults: { camera: null, microphone: null } }

/** Before the room: see and hear yourself, read the norms and what is kept, then ask to come in. */
export function Lobby({
  facts,
  mayEnter,
  pending,
  onEnter,
}: {
  facts: LobbyFacts
  mayEnter: boolean
  pending: boolean
  onEnter: (choice: JoinChoice) => void
}) {
  const { t, i18n } = useTranslation()
  const [choice, setChoice] = useState<JoinChoice>(keptChoice)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [devices, setDevices] = useState<Devices>({ microphones: [], cameras: [], speakers: [] })
  const [attempt, setAttempt] = useState(0)
  const [accepted, setAccepted] = useState(false)
  const [reminded, setReminded] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const wanted: JoinChoice = facts.video ? choice : { how: 'nothing' }

  useEffect(() => {
    let stale = false
    let opened: MediaStream | null = null
    setPreview(null)
    void openPreview(wanted).then(async (result) => {
      opened = result.stream
      if (stale) return stop(opened)
      setPreview(result)
      setDevices(await listDevices())
    })
    return () => {
      stale = true
      stop(opened)
    }
    // oxlint-disable-next-line react/exhaustive-deps -- a new choice is a new object each time: its parts are what matters, and that somebody asks again
  }, [wanted.how, wanted.microphoneId, wanted.cameraId, attempt])

  const stream = preview?.stream ?? null
  const picture = stream?.getVideoTracks().length ? stream : null
  useEffect(() => {
    if (video.current) video.current.srcObject = picture
  }, [picture])

  // What the room needs is fetched while people read; nothing waits for it.
  useEffect(() => {
    void import('@copse/room-client/media')
    void import('@copse/whiteboard/editor')
  }, [])

  function set(change: Partial<JoinChoice>) {
    const next = { ...choice, ...change }
    setChoice(next)
    keepChoice(next)
  }
  const optionsOf = (list: readonly MediaDeviceInfo[]) =>
    list.map(({ deviceId, label }, index) => ({ value: deviceId, label: label || `${index + 1}` }))
  const { faults } = preview ?? NONE

  return (
    <main className={css.page}>
      <div className={css.wide}>
        <div className={app.tight}>
          <p className={app.soft}>{facts.communityName}</p>
          <h1>{facts.title}</h1>
          <p className={app.soft}>
            {inLanguage(facts.protocolTitle, i18n.language)} · {formatWhen(facts.startsAt, i18n.language)} ·{' '}
            {t('minutes', { count: facts.minutes })}
          </p>
        </div>
        <div className={css.columns}>
          <Card className={app.stack}>
            <h2>{t('room.lobby.join')}</h2>
            {facts.video ? (
              <>
                <div className={css.preview}>
                  {picture ? (
                    <video ref={video} autoPlay playsInline muted aria-label={t('room.lobby.camera')} />
                  ) : preview ? (
                    <p>{t('room.lobby.cameraOff')}</p>
                  ) : (
                    <Loading label={t('room.lobby.checking')} />
                  )}
                </div>
                <div className={css.choices} role="radiogroup" aria-label={t('room.lobby.join')}>
                  {(
                    [
                      ['all', t('room.lobby.withAll')],
                      ['audio', t('room.lobby.audioOnly')],
                      ['nothing', t('room.lobby.nothing')],
                    ] as [JoinWith, string][]
                  ).map(([how, label]) => (
                    <label key={how} className={css.choice}>
                      <input type="radio" name="how" checked={choice.how === how} onChange={() => set({ how })} />
                      {label}
                    </label>
                  ))}
                </div>
                <Faults faults={faults} onRetry={() => setAttempt(attempt + 1)} />
                {choice.how === 'nothing' ? null : (
                  <>
                    <LevelMeter stream={stream} label={t('room.lobby.level')} />
                    <div className={app.pair}>
                      {devices.microphones.length > 0 ? (
                        <Select
                          label={t('room.lobby.microphone')}
                          value={choice.microphoneId}
                          options={optionsOf(devices.microphones)}
                          onChange={(event) => set({ microphoneId: event.target.value })}
                        />
                      ) : null}
                      {choice.how === 'all' && devices.cameras.length > 0 ? (
                        <Select
                          label={t('room.lobby.camera')}
                          value={choice.cameraId}
                          options={optionsOf(devices.cameras)}
                          onChange={(event) => set({ cameraId: event.target.value })}
                        />
                      ) : null}
                    </div>
                  </>
                )}
              </>
            ) : (
              <Notice kind="info">{t('room.lobby.noVideo')}</Notice>
            )}
          </Card>
          <Card>
            <form
              className={app.stack}
              onSubmit={(event) => {
                event.preventDefault()
                if (!accepted) return setReminded(true)
                stop(stream)
                onEnter(wanted)
              }}
            >
              <h2>{t('room.lobby.norms')}</h2>
              {facts.norms.length === 0 ? <p className={app.soft}>{t('room.lobby.noNorms')}</p> : null}
              <ol className={css.list}>
                {facts.norms.map((norm) => (
                  <li key={norm}>{norm}</li>
                ))}
              </ol>
              <h2>{t('room.lobby.keeps')}</h2>
              <ul className={css.list}>
                {facts.keeps.map((key) => (
                  <li key={key}>{t(`room.keeps.${key}`)}</li>
                ))}
              </ul>
              <p className={app.soft}>{t('room.lobby.keepsNote')}</p>
              <div className={css.agree}>
                <Check type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)}>
                  {t('room.lobby.accept')}
                </Check>
                {reminded && !accepted ? (
                  <Notice kind="warn" live>
                    {t('room.lobby.mustAccept')}
                  </Notice>
                ) : null}
                <Button type="submit" look="primary" isPending={pending}>
                  {mayEnter ? t('room.lobby.enter') : t('room.lobby.ask')}
                </Button>
                <p className={app.about}>{t('room.lobby.youAre', { name: facts.you.name })}</p>
              </div>
            </form>
          </Card>
        </div>
      </div>
    </main>
  )
}

function stop(stream: MediaStream | null) {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
