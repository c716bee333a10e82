import { inLanguage, type PlannedStep, type SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import { ListOrdered, Mic, VolumeX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog } from '../design/index.ts'
import { clockText } from '../i18n/times.ts'
import { viewNow } from './room-model.ts'
import css from './room.module.css'
import { useNow } from './use-now.ts'

/** What is going on: the step, what to do, who has the floor, how long still, what comes next. */
export function ProtocolBar({ client, session, runs }: { client: RoomClient; session: SessionState; runs: boolean }) {
  const { t, i18n } = useTranslation()
  const now = useNow(client, session)
  const [all, setAll] = useState(false)
  const view = viewNow(session, now)
  const say = (text: PlannedStep['title']) => inLanguage(text, i18n.language)
  const { step } = view
  const name = step?.round?.personId ? (session.people[step.round.personId]?.name ?? '') : null
  const floor =
    typeof view.floor === 'string'
      ? t(`room.who.${view.floor}`)
      : view.floor.map((role) => (role === 'presenter' && name ? name : t(`room.who.${role}`))).join(', ')
  const silent = view.floor === 'nobody'
  return (
    <header className={css.bar}>
      <div className={css.barText}>
        <p className={css.barTop}>
          {step ? (
            <span>{t('room.bar.step', { index: (view.index ?? 0) + 1, of: view.of })}</span>
          ) : (
            <span>{session.plan?.title}</span>
          )}
          {name && step?.round ? (
            <span>{t('room.bar.round', { name, index: step.round.index + 1, of: step.round.of })}</span>
          ) : null}
          {step ? (
            <span className={css.wideOnly}>
              {view.next ? t('room.bar.next', { title: say(view.next.title) }) : t('room.bar.last')}
            </span>
          ) : null}
        </p>
        <h1>{step ? say(step.title) : t('room.bar.gathering')}</h1>
        <p className={css.prompt}>
          {step
            ? say(step.prompt)
            : t('room.bar.gatheringText', { protocol: session.plan ? say(session.plan.protocol.title) : '' })}
        </p>
        {runs && step?.guidance ? (
          <p className={css.guidance}>{`${t('room.desk.guidance')}: ${say(step.guidance)}`}</p>
        ) : null}
      </div>
      <div className={css.barFloor}>
        <p className={css.floorLine} data-silent={silent}>
          {silent ? <VolumeX size={16} aria-hidden="true" /> : <Mic size={16} aria-hidden="true" />}
          <span>
            {t('room.who.has')}: {floor}
          </span>
        </p>
        <Button small look="quiet" onPress={() => setAll(true)}>
          <ListOrdered aria-hidden="true" />
          {t('room.bar.steps')}
        </Button>
      </div>
      {step && view.remainingMs !== null ? (
        <div className={css.timer} data-over={view.over} role="timer" aria-label={t('room.bar.left')}>
          <strong data-testid="timer">{clockText(view.remainingMs)}</strong>
          <span>{view.paused ? t('room.bar.paused') : view.over ? t('room.bar.over') : t('room.bar.left')}</span>
        </div>
      ) : null}
      <Dialog title={t('room.bar.steps')} open={all} onClose={() => setAll(false)}>
        <ol className={css.stepList}>
          {session.agenda?.steps.map((one, index) => (
            <li
              key={index}
              aria-current={index === view.index ? 'step' : undefined}
              data-done={view.index !== null && index < view.index}
            >
              <span>
                {say(one.title)}
                {one.round?.personId ? ` · ${session.people[one.round.personId]?.name ?? ''}` : ''}
              </span>
              <span>{t('minutes', { count: Math.round(one.durationMs / 6000) / 10 })}</span>
            </li>
          ))}
        </ol>
        <Button onPress={() => setAll(false)}>{t('action.close')}</Button>
      </Dialog>
    </header>
  )
}
