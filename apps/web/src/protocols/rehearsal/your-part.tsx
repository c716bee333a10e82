import { type SessionState } from '@copse/contract'
import { circleOf, currentStep, turnsIn } from '@copse/protocols'
import { Hand, Mic, MicOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Button, Notice } from '../../design/index.ts'
import type { RoomModel } from '../../room/room-model.ts'
import { useSend } from '../../room/send.ts'
import { YOU } from '../model/cast.ts'
import type { RehearsalClient } from './rehearsal-client.ts'
import css from './rehearsal.module.css'

/** What the learner herself may press now beside what her desk and her circle offer: talk, raise a hand. */
export function YourPart({
  client,
  session,
  model,
  microphone,
}: {
  client: RehearsalClient
  session: SessionState
  model: RoomModel
  microphone: boolean
}) {
  const { t } = useTranslation()
  const { send, problem } = useSend(client)
  const step = currentStep(session)
  const turns = turnsIn(session, circleOf(session, YOU))
  // Turns are being taken, and none of them is hers: that is no silence.
  const elsewhere = step?.floor.mode === 'rounds' && turns === null && model.floor.speakReason === 'silence'
  const raised = session.hands.includes(YOU)
  return (
    <section className={app.stack}>
      <h2 className={css.partTitle}>{t('protocols.rehearsal.yourPart')}</h2>
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
      <div className={app.tight}>
        <div className={app.row}>
          <Button
            isDisabled={!model.floor.speak}
            look={microphone ? 'primary' : 'secondary'}
            onPress={() => client.speak(!microphone)}
          >
            {model.floor.speak ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
            {t(microphone ? 'protocols.rehearsal.microphoneOff' : 'protocols.rehearsal.microphoneOn')}
          </Button>
          {model.you?.role === 'observer' || model.runs ? null : (
            <Button onPress={() => void send({ type: raised ? 'hand.lower' : 'hand.raise' })}>
              <Hand aria-hidden="true" />
              {t(raised ? 'room.controls.handDown' : 'room.controls.hand')}
            </Button>
          )}
        </div>
        <p className={app.soft}>
          {t(elsewhere ? 'protocols.rehearsal.nothing' : `room.floor.${model.floor.speakReason}`)}
        </p>
      </div>
    </section>
  )
}
