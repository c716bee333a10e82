import type { Protocol, SessionRole } from '@copse/contract'
import { chanceFrom, currentStep, isApart } from '@copse/protocols'
import { Pause, Play, RotateCcw, X } from 'lucide-react'
import { useEffect, useMemo, useReducer, useState } from 'react'
import { useStore } from 'zustand'
import app from '../../app/app.module.css'
import { PageTitle } from '../../app/page-title.tsx'
import { Actions, Button, ButtonLink, Card, Check, Dialog, LiveRegion, Select } from '../../design/index.ts'
import { Choices } from '../../room/circles/choices.tsx'
import { CircleBar } from '../../room/circles/circle-bar.tsx'
import { circleView } from '../../room/circles/circle-view.ts'
import { GroupsConsole } from '../../room/circles/groups-console.tsx'
import { Thumbs } from '../../room/circles/thumbs.tsx'
import { Reveal } from '../../room/circles/reveal.tsx'
import { Desk } from '../../room/desk.tsx'
import { PrivateWords } from '../../room/private-words.tsx'
import { ProtocolBar } from '../../room/protocol-bar.tsx'
import { roomModel } from '../../room/room-model.ts'
import type { Talks } from '../../room/use-talks.ts'
import { rolesIn, YOU } from '../model/cast.ts'
import { Rehearsal } from '../model/rehearsal.ts'
import { useStepWords } from '../use-step-words.ts'
import { Circles } from './circles.tsx'
import { Newest } from './newest.tsx'
import css from './rehearsal.module.css'
import { createRehearsalClient } from './rehearsal-client.ts'
import { YourPart } from './your-part.tsx'

const TICK_MS = 100
/** After a pause of the page itself (a closed lid) time does not leap. */
const MOST_AT_ONCE_MS = 400
const speeds = { half: 0.5, usual: 1, double: 2 } as const

/** A protocol gone through alone in about two minutes, in a role of one's choice. */
export function Rehearse({ protocol, use, onClose }: { protocol: Protocol; use?: string; onClose: () => void }) {
  const { say, sentences, t } = useStepWords()
  const [role, setRole] = useState<SessionRole>('facilitator')
  const [speed, setSpeed] = useState<keyof typeof speeds>('usual')
  const [isPlaying, setPlaying] = useState(true)
  const [helped, setHelped] = useState(true)
  /** To whom something private is being written; null: as it comes; undefined: to nobody. */
  const [writing, setWriting] = useState<Talks['to'] | undefined>()
  const [run, again] = useReducer((count: number) => count + 1, 1)
  const title = say(protocol.title)
  const you = t('protocols.rehearsal.you')
  const client = useMemo(
    () => createRehearsalClient(new Rehearsal({ protocol, title, role, you, chance: chanceFrom(run) })),
    [protocol, title, role, you, run],
  )
  const scene = useStore(client.scene)
  const session = useStore(client.store, (state) => state.session)
  const model = useMemo(() => roomModel(session, YOU), [session])

  useEffect(() => {
    client.help(helped)
  }, [client, helped])
  useEffect(() => {
    if (!isPlaying) return
    let last = performance.now()
    const timer = setInterval(() => {
      const at = performance.now()
      client.pass(Math.min(at - last, MOST_AT_ONCE_MS) * speeds[speed])
      last = at
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [client, isPlaying, speed])

  const step = currentStep(session)
  const about = step
    ? sentences(step)
    : [t(role === 'facilitator' ? 'protocols.rehearsal.gatheringYou' : 'protocols.rehearsal.gathering')]
  return (
    <div className={css.rehearsal}>
      <PageTitle title={t('protocols.rehearsal.title', { title })} />
      <div className={app.between}>
        <div>
          <p className={css.name}>{t('protocols.rehearsal.title', { title })}</p>
          <p className={app.soft}>{t('protocols.rehearsal.lead')}</p>
        </div>
        <Button look="quiet" onPress={onClose}>
          <X aria-hidden="true" />
          {t('protocols.rehearsal.close')}
        </Button>
      </div>
      <div className={css.player}>
        <Select
          label={t('protocols.rehearsal.asRole')}
          value={role}
          options={rolesIn(protocol).map((one) => ({ value: one, label: t(`room.role.${one}`) }))}
          onChange={({ target }) => {
            setRole(target.value as SessionRole)
            setPlaying(true)
          }}
        />
        <Select
          label={t('protocols.rehearsal.speed')}
          value={speed}
          options={(['half', 'usual', 'double'] as const).map((one) => ({
            value: one,
            label: t(`protocols.rehearsal.${one}`),
          }))}
          onChange={({ target }) => setSpeed(target.value as keyof typeof speeds)}
        />
        <Button onPress={() => setPlaying(!isPlaying)} isDisabled={scene.isOver}>
          {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          {t(isPlaying ? 'protocols.rehearsal.pause' : 'protocols.rehearsal.play')}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            again()
            setPlaying(true)
          }}
        >
          <RotateCcw aria-hidden="true" />
          {t('protocols.rehearsal.again')}
        </Button>
        {role === 'facilitator' ? (
          <Check type="checkbox" checked={helped} onChange={({ target }) => setHelped(target.checked)}>
            {t('protocols.rehearsal.help')}
          </Check>
        ) : null}
      </div>
      {scene.isOver ? (
        <Card className={app.stack}>
          <h1>{t('protocols.rehearsal.over')}</h1>
          <p>{t('protocols.rehearsal.overText')}</p>
          <div className={app.row}>
            {use ? (
              <ButtonLink look="primary" to={use}>
                {t('protocols.use')}
              </ButtonLink>
            ) : null}
            <Button onPress={again}>{t('protocols.rehearsal.again')}</Button>
            <Button look="quiet" onPress={onClose}>
              {t('protocols.rehearsal.close')}
            </Button>
          </div>
        </Card>
      ) : (
        <div className={css.table}>
          <div className={css.bar}>
            <ProtocolBar client={client} session={session} model={model} you={YOU} />
            <CircleBar
              client={client}
              session={session}
              view={circleView(session, YOU)}
              media={null}
              you={YOU}
              runs={model.runs}
            />
          </div>
          <div className={css.scene}>
            <section className={css.about} aria-label={t('protocols.rehearsal.about')}>
              {about.map((sentence) => (
                <span key={sentence}>{sentence} </span>
              ))}
            </section>
            <Circles session={session} speakers={scene.speakers} />
            <Choices client={client} session={session} you={YOU} mayChoose={model.you?.role !== 'observer'} />
            <Thumbs client={client} session={session} you={YOU} />
            {model.runs && isApart(session) ? <GroupsConsole client={client} session={session} you={YOU} /> : null}
            <Newest news={scene.news} />
          </div>
          <aside className={css.part} aria-label={t('protocols.rehearsal.yourPart')}>
            <YourPart client={client} session={session} model={model} microphone={scene.microphone} />
            {model.runs ? (
              <>
                <Reveal client={client} session={session} />
                <Desk client={client} session={session} model={model} you={YOU} onWrite={setWriting} />
              </>
            ) : null}
          </aside>
        </div>
      )}
      <Dialog title={t('desk.chat.private')} open={writing !== undefined} onClose={() => setWriting(undefined)}>
        <PrivateWords client={client} session={session} you={YOU} talks={talksTo(writing ?? null, setWriting)} />
        <Actions>
          <Button onPress={() => setWriting(undefined)}>{t('action.close')}</Button>
        </Actions>
      </Dialog>
      <LiveRegion
        text={scene.isOver ? t('protocols.rehearsal.over') : [step ? say(step.title) : '', ...about].join(' ')}
      />
    </div>
  )
}

/** The private side of the chat alone, as the room's own part wants it. */
const talksTo = (to: Talks['to'], writeTo: Talks['writeTo']): Talks => ({
  side: 'private',
  unread: { everyone: 0, private: [] },
  to,
  show: () => undefined,
  writeTo,
})
