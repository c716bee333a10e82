import { inLanguage, type SessionState } from '@copse/contract'
import { currentStep } from '@copse/protocols'
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
  const { t, i18n } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const [ending, setEnding] = useState(false)
  const [kept, setKept] = useState(false)
  const { step } = session
  const meant = useMeantStep(step?.index ?? null)
  const last = step !== null && step.index === (session.agenda?.steps.length ?? 0) - 1
  const all = session.overrides.everyone ?? { speak: null, write: null }
  const decide = (change: Partial<typeof all>) =>
    void send({ type: 'floor.override', personId: null, ...all, ...change })
  const guidance = currentStep(session)?.guidance
  const following = session.agenda?.steps[(step?.index ?? -1) + 1]
  return (
    <>
      <WaitingList model={model} send={send} />
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
      {guidance ? (
        <p className={css.guidance}>
          <b>{t('room.desk.guidance')}</b> {inLanguage(guidance, i18n.language)}
        </p>
      ) : null}
      {step === null ? (
        <>
          {model.needsPresenter ? <Notice kind="warn">{t('room.desk.needsPresenter')}</Notice> : null}
          <p className={app.soft}>{t('room.desk.startHint')}</p>
          <Button look="primary" isPending={pending} onPress={() => void send({ type: 'session.start' })}>
            <Play aria-hidden="true" />
            {t('room.desk.start')}
          </Button>
        </>
      ) : (
        <>
          <div className={css.deskGrid}>
            {last ? (
              <p className={`${css.wholeRow} ${app.soft}`}>{t('room.desk.lastStep')}</p>
            ) : (
              <Button
                className={css.wholeRow}
                look="primary"
                onPress={() =>
                  void send({ type: 'step.advance', from: meant.press() }).then((reply) => reply.ok || meant.refused())
                }
              >
                <span className={css.twoLines}>
                  {t('room.desk.next')}
                  {following ? <small>{inLanguage(following.title, i18n.language)}</small> : null}
                </span>
                <ChevronRight aria-hidden="true" />
              </Button>
            )}
            <Button
              aria-label={t('room.desk.back')}
              isDisabled={step.index === 0}
              onPress={() => void send({ type: 'step.back', from: step.index })}
            >
              <ChevronLeft aria-hidden="true" />
              {t('room.desk.backShort')}
            </Button>
            {step.clock.state === 'paused' ? (
              <Button onPress={() => void send({ type: 'clock.resume' })}>
                <Play aria-hidden="true" />
                {t('room.desk.resume')}
              </Button>
            ) : (
              <Button aria-label={t('room.desk.pause')} onPress={() => void send({ type: 'clock.pause' })}>
                <Pause aria-hidden="true" />
                {t('room.desk.pauseShort')}
              </Button>
            )}
            <Button onPress={() => void send({ type: 'clock.adjust', deltaMs: -MINUTE })}>{t('room.desk.less')}</Button>
            <Button onPress={() => void send({ type: 'clock.adjust', deltaMs: MINUTE })}>{t('room.desk.more')}</Button>
          </div>
          <section className={app.tight}>
            <h2>{t('room.desk.override')}</h2>
            <div className={css.deskGrid}>
              {(
                [
                  ['speak', true, t('room.desk.everyoneSpeaks')],
                  ['speak', false, t('room.desk.everyoneSilent')],
                  ['write', true, t('room.desk.everyoneWrites')],
                ] as const
              ).map(([what, value, label]) => (
                <Button
                  key={label}
                  small
                  aria-pressed={all[what] === value}
                  look={all[what] === value ? 'primary' : 'secondary'}
                  onPress={() => decide({ [what]: all[what] === value ? null : value })}
                >
                  {label}
                </Button>
              ))}
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
      <section className={`${app.tight} ${css.deskFoot}`}>
        <Button
          small
          look="quiet"
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
          <Button
            look={last ? 'primary' : 'secondary'}
            className={last ? undefined : css.endQuiet}
            onPress={() => setEnding(true)}
          >
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
