import { inLanguage, type PersonId, type PersonState, type SessionState } from '@copse/contract'
import { currentStep } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Camera, Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button, Confirm, Notice } from '../design/index.ts'
import { DeskClock } from './desk-clock.tsx'
import { DeskFloor } from './desk-floor.tsx'
import { Handover, useKeeps, WithOthers } from './facilitators.tsx'
import { HandQueue } from './hand-queue.tsx'
import { OnTime } from './on-time.tsx'
import { Removal } from './people.tsx'
import { Restore } from './restore.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { useSend } from './send.ts'
import { WaitingList } from './waiting-list.tsx'
import { othersWhoRun } from './whispers.ts'

/** Everything a facilitator needs at hand. Two may share it: what the other keeps is out of one's way. */
export function Desk(props: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  you: PersonId
  /** Opens the private side of the chat; `to` null: to the facilitators. */
  onWrite: (to: PersonId | null) => void
}) {
  const { client, session, model, you, onWrite } = props
  const { t, i18n } = useTranslation()
  const { send, problem, pending } = useSend(client)
  const [keeps, keep] = useKeeps()
  const [removing, setRemoving] = useState<PersonState | null>(null)
  const others = othersWhoRun(session, you)
  // Alone one keeps everything, whatever was chosen with others.
  const mine = others.length === 0 ? 'both' : keeps
  const [time, content] = [mine !== 'content', mine !== 'time']
  const guidance = currentStep(session)?.guidance
  return (
    <>
      {others.length > 0 ? (
        <WithOthers others={others} keeps={keeps} onKeep={keep} onWrite={() => onWrite(null)} />
      ) : null}
      <WaitingList model={model} send={send} />
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
      {guidance && content ? (
        <p className={css.guidance}>
          <b>{t('room.desk.guidance')}</b> {inLanguage(guidance, i18n.language)}
        </p>
      ) : null}
      {session.step === null ? (
        <>
          {model.needsPresenter ? <Notice kind="warn">{t('room.desk.needsPresenter')}</Notice> : null}
          <p className={app.soft}>{t('room.desk.startHint')}</p>
          <Button look="primary" isPending={pending} onPress={() => void send({ type: 'session.start' })}>
            <Play aria-hidden="true" />
            {t('room.desk.start')}
          </Button>
        </>
      ) : time ? (
        <>
          <DeskClock session={session} send={send} />
          <OnTime client={client} session={session} send={send} />
        </>
      ) : null}
      {content ? (
        <>
          <HandQueue session={session} actions={{ you, send, onWrite, onRemove: setRemoving }} />
          {session.step ? <DeskFloor session={session} send={send} /> : null}
        </>
      ) : null}
      <DeskFoot session={session} you={you} others={others} send={send} pending={pending} keeps={mine} />
      <Removal person={removing} send={send} onClose={() => setRemoving(null)} />
    </>
  )
}

/** What is rare: the board as it is now, handing over, the end. */
function DeskFoot(props: {
  session: SessionState
  you: PersonId
  others: readonly PersonState[]
  send: ReturnType<typeof useSend>['send']
  pending: boolean
  keeps: 'time' | 'content' | 'both'
}) {
  const { session, you, others, send, pending, keeps } = props
  const { t } = useTranslation()
  const [ending, setEnding] = useState(false)
  const [kept, setKept] = useState(false)
  const { step } = session
  const last = step !== null && step.index === (session.agenda?.steps.length ?? 0) - 1
  return (
    <section className={`${app.tight} ${css.deskFoot}`}>
      {keeps === 'time' ? null : (
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
      )}
      <p role="status" className={app.soft}>
        {kept ? t('room.desk.snapshotDone') : ''}
      </p>
      {keeps !== 'time' && session.phase === 'running' ? <Restore session={session} /> : null}
      <Handover session={session} you={you} others={others} send={send} />
      {session.phase === 'running' ? (
        <Button
          look={last ? 'primary' : 'secondary'}
          className={last ? undefined : css.endQuiet}
          onPress={() => setEnding(true)}
        >
          {t('room.desk.end')}
        </Button>
      ) : null}
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
    </section>
  )
}
