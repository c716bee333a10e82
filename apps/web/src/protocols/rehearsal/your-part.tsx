import { type SessionState } from '@copse/contract'
import { callOrder, circleOf, currentStep, toCome, turnsIn } from '@copse/protocols'
import { Check, Hand, Mic, MicOff, SkipForward } from 'lucide-react'
import app from '../../app/app.module.css'
import { Button, Notice } from '../../design/index.ts'
import type { RoomModel } from '../../room/room-model.ts'
import { useSend } from '../../room/send.ts'
import { YOU } from '../model/cast.ts'
import { useStepWords } from '../use-step-words.ts'
import type { RehearsalClient } from './rehearsal-client.ts'
import css from './rehearsal.module.css'

/** What the learner herself may press now: talk, raise a hand, pass, choose, call on somebody. */
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
  const { say, t } = useStepWords()
  const { send, problem } = useSend(client)
  const step = currentStep(session)
  const turns = turnsIn(session, circleOf(session, YOU))
  const holds = turns?.now?.personId === YOU && turns.now.phase === 'speaking'
  const waits = turns !== null && toCome(turns).includes(YOU)
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
          {holds ? (
            <Button look="primary" onPress={() => void send({ type: 'turn.finish' })}>
              <Check aria-hidden="true" />
              {t('protocols.rehearsal.finish')}
            </Button>
          ) : null}
          {holds || waits ? (
            <Button onPress={() => void send({ type: 'turn.pass' })}>
              <SkipForward aria-hidden="true" />
              {t('protocols.rehearsal.pass')}
            </Button>
          ) : null}
        </div>
        <p className={app.soft}>
          {t(elsewhere ? 'protocols.rehearsal.nothing' : `room.floor.${model.floor.speakReason}`)}
        </p>
      </div>
      {step?.choices && model.you?.role !== 'observer' && !model.runs ? (
        <fieldset className={app.tight}>
          <legend className={css.legend}>{t('protocols.rehearsal.choose')}</legend>
          <div className={app.row}>
            {step.choices.map((choice, index) => (
              <Button
                key={choice.en}
                small
                aria-pressed={session.choices[YOU] === index}
                look={session.choices[YOU] === index ? 'primary' : 'secondary'}
                onPress={() => void send({ type: 'choice.make', choice: index })}
              >
                {say(choice)}
              </Button>
            ))}
          </div>
        </fieldset>
      ) : null}
      {model.runs && session.hands.length > 0 ? (
        <section className={app.tight}>
          <h3 className={css.legend}>{t('protocols.rehearsal.hands')}</h3>
          <ol className={app.list}>
            {callOrder(session).map((id) => (
              <li key={id} className={app.between}>
                {session.people[id]?.name}
                <Button
                  small
                  aria-label={`${t('room.desk.give')}: ${session.people[id]?.name}`}
                  onPress={() => void send({ type: 'floor.give', personId: id })}
                >
                  {t('room.desk.give')}
                </Button>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </section>
  )
}
