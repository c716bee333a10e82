import type { SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { Camera, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Confirm, Notice } from '../design/index.ts'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { useSend } from './send.ts'
import { useMeantStep } from './use-meant-step.ts'
import { WaitingList } from './waiting-list.tsx'

const MINUTE = 60_000

/** Everything a facilitator needs at hand: steps, clock, floor, lobby, end. */
export function Desk({ client, session, model }: { client: RoomClient; session: SessionState; model: RoomModel }) {
  const { t } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const [ending, setEnding] = useState(false)
  const [kept, setKept] = useState(false)
  const { step } = session
  const meant = useMeantStep(step?.index ?? null)
  const last = step !== null && step.index === (session.agenda?.steps.length ?? 0) - 1
  const all = session.overrides.everyone ?? { speak: null, write: null }
  const decide = (change: Partial<typeof all>) =>
    void send({ type: 'floor.override', personId: null, ...all, ...change })
  return (
    <>
      <WaitingList model={model} send={send} />
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
      {step === null ? (
        <>
          {model.needsPresenter ? <Notice kind="warn">{t('room.desk.needsPresenter')}</Notice> : null}
          <Button look="primary" isPending={pending} onPress={() => void send({ type: 'session.start' })}>
            <Play aria-hidden="true" />
            {t('room.desk.start')}
          </Button>
        </>
      ) : (
        <>
          <div className={css.deskGrid}>
            <Button
              data-wide
              look={last ? 'secondary' : 'primary'}
              isDisabled={last}
              onPress={() =>
                void send({ type: 'step.advance', from: meant.press() }).then((reply) => reply.ok || meant.refused())
              }
            >
              {t('room.desk.next')}
              <ChevronRight aria-hidden="true" />
            </Button>
            <Button isDisabled={step.index === 0} onPress={() => void send({ type: 'step.back', from: step.index })}>
              <ChevronLeft aria-hidden="true" />
              {t('room.desk.back')}
            </Button>
            {step.clock.state === 'paused' ? (
              <Button onPress={() => void send({ type: 'clock.resume' })}>
                <Play aria-hidden="true" />
                {t('room.desk.resume')}
              </Button>
            ) : (
              <Button onPress={() => void send({ type: 'clock.pause' })}>
                <Pause aria-hidden="true" />
                {t('room.desk.pause')}
              </Button>
            )}
            <Button onPress={() => void send({ type: 'clock.adjust', deltaMs: -MINUTE })}>{t('room.desk.less')}</Button>
            <Button onPress={() => void send({ type: 'clock.adjust', deltaMs: MINUTE })}>{t('room.desk.more')}</Button>
          </div>
          <section className={app.tight}>
            <h2>{t('room.desk.override')}</h2>
            <div className={css.deskGrid}>
              <Button
                small
                aria-pressed={all.speak === true}
                look={all.speak === true ? 'primary' : 'secondary'}
                onPress={() => decide({ speak: true })}
              >
                {t('room.desk.everyoneSpeaks')}
              </Button>
              <Button
                small
                aria-pressed={all.speak === false}
                look={all.speak === false ? 'primary' : 'secondary'}
                onPress={() => decide({ speak: false })}
              >
                {t('room.desk.everyoneSilent')}
              </Button>
              <Button
                small
                aria-pressed={all.write === true}
                look={all.write === true ? 'primary' : 'secondary'}
                onPress={() => decide({ write: true })}
              >
                {t('room.desk.everyoneWrites')}
              </Button>
              <Button
                small
                isDisabled={session.overrides.everyone === null}
                onPress={() => decide({ speak: null, write: null })}
              >
                {t('room.desk.asStep')}
              </Button>
            </div>
          </section>
        </>
      )}
      <section className={app.tight}>
        <Button
          onPress={() => {
            void send({ type: 'board.snapshot' }).then((reply) => setKept(reply.ok))
          }}
        >
          <Camera aria-hidden="true" />
          {t('room.desk.snapshot')}
        </Button>
        <p role="status" className={app.soft}>
          {kept ? t('room.desk.snapshotDone') : ''}
        </p>
        {session.phase === 'running' ? (
          <Button look={last ? 'primary' : 'secondary'} onPress={() => setEnding(true)}>
            {t('room.desk.end')}
          </Button>
        ) : null}
      </section>
      <Confirm
        open={ending}
        title={t('room.desk.endTitle')}
        text={t('room.desk.endText')}
        yes={t('room.desk.end')}
        no={t('action.cancel')}
        pending={pending}
        onYes={() => void send({ type: 'session.end' }).then(() => setEnding(false))}
        onClose={() => setEnding(false)}
      />
    </>
  )
}
