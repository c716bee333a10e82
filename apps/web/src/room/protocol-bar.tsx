import { inLanguage, type PersonId, type PlannedStep, type SessionState } from '@copse/contract'
import { roundOf } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Mic, VolumeX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockText } from '../i18n/times.ts'
import { afterStep } from './circles/circle-view.ts'
import css from './protocol-bar.module.css'
import { holdersOf, viewNow, type RoomModel } from './room-model.ts'
import { StepRail, StepsDialog } from './step-rail.tsx'
import { useNow } from './use-now.ts'

const LAST_MINUTE = 60_000
const LAST_SECONDS = 10_000

/** What is going on: the step, what to do, who has the floor, how long still, what comes next. */
export function ProtocolBar({
  client,
  session,
  model,
  you,
}: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  you: PersonId
}) {
  const { t, i18n } = useTranslation()
  const now = useNow(client, session)
  const [all, setAll] = useState(false)
  const view = viewNow(session, you, now)
  const say = (text: PlannedStep['title']) => inLanguage(text, i18n.language)
  const nameOf = (step: PlannedStep | null) =>
    step?.round?.personId ? (session.people[step.round.personId]?.name ?? null) : null
  // A round over a topic is called by it: of three in a row one wants to see which.
  const titleOf = ({ round, ...step }: PlannedStep) =>
    round?.topic && round.item
      ? say(round.item)
      : [say(step.title), nameOf({ round, ...step })].filter(Boolean).join(' · ')
  const { step, remainingMs } = view
  const steps = session.agenda?.steps ?? []
  // In groups a round is its member's; each group sees its own.
  const whose = roundOf(session, you)
  const name = whose ? (session.people[whose]?.name ?? null) : nameOf(step)
  const item = step?.round?.item ? say(step.round.item) : step?.round?.topic === null ? t('circles.topic.none') : null
  const holders = holdersOf(session, you, view)
  const silent = view.floor === 'nobody' && holders.length === 0
  const next = step ? (view.next ? t('room.bar.next', { title: titleOf(view.next) }) : t('room.bar.last')) : null
  const time = view.paused ? 'paused' : view.over ? 'over' : (remainingMs ?? 0) <= LAST_MINUTE ? 'low' : 'left'
  return (
    <header className={css.bar}>
      <div className={css.title}>
        <h1>{step ? say(step.title) : t('room.bar.gathering')}</h1>
        <p>
          {step ? t('room.bar.step', { index: (view.index ?? 0) + 1, of: view.of }) : session.plan?.title}
          {step?.round ? (
            <span>
              {' · '}
              {name
                ? t('room.bar.round', { name, index: step.round.index + 1, of: step.round.of })
                : t('circles.bar.round', { index: step.round.index + 1, of: step.round.of })}
            </span>
          ) : null}
        </p>
      </div>
      <p className={css.prompt}>
        {item ? <b className={css.item}>{item}</b> : null}
        {step
          ? say(step.prompt)
          : session.plan?.focusQuestion ||
            t('room.bar.gatheringText', { protocol: session.plan ? say(session.plan.protocol.title) : '' })}
      </p>
      <p className={css.floor} data-floor={silent ? 'nobody' : model.floor.speak ? 'yours' : 'others'}>
        {silent ? <VolumeX aria-hidden="true" /> : <Mic aria-hidden="true" />}
        <span>
          {silent && step?.silence
            ? t('circles.bar.silence')
            : `${t('room.who.has')}: ${
                holders.length > 0
                  ? holders
                      .map((holder) => (typeof holder === 'string' ? t(`room.who.${holder}`) : holder.name))
                      .join(', ')
                  : t(`room.who.${typeof view.floor === 'string' ? view.floor : 'nobody'}`)
              }`}
        </span>
      </p>
      {next ? <p className={css.next}>{next}</p> : null}
      {step && remainingMs !== null ? (
        <div className={css.timer} data-time={time} role="timer" aria-label={t('room.bar.left')}>
          <strong data-testid="timer">{clockText(remainingMs)}</strong>
          <span>
            {time === 'paused'
              ? t('room.bar.paused')
              : time === 'over'
                ? t('room.bar.over')
                : time === 'left'
                  ? t('room.bar.left')
                  : t(
                      `circles.time.${remainingMs <= LAST_SECONDS ? 'seconds' : 'minute'}${afterStep(session) === 'apart' ? 'Apart' : ''}`,
                    )}
          </span>
        </div>
      ) : null}
      <StepRail
        steps={steps}
        index={view.index}
        progress={session.step ? Math.min(1, Math.max(0, 1 - (remainingMs ?? 0) / session.step.durationMs)) : 0}
        titleOf={titleOf}
        next={next}
        onOpen={() => setAll(true)}
      />
      {all ? (
        <StepsDialog
          steps={steps}
          index={view.index}
          focusQuestion={session.plan?.focusQuestion ?? ''}
          titleOf={titleOf}
          onClose={() => setAll(false)}
        />
      ) : null}
    </header>
  )
}
