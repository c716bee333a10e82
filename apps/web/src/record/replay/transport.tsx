import type { SessionReplay } from '@copse/contract'
import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../design/index.ts'
import { timeIn } from './moment.ts'
import { speeds, type Playhead, type Speed } from './playhead.ts'
import css from './replay.module.css'

/** Just into a step, its predecessor is the one before; further in, its own beginning. */
const INTO_MS = 2000

export function Transport({ replay, playhead }: { replay: SessionReplay; playhead: Playhead }) {
  const { t } = useTranslation()
  const { at, isPlaying, speed } = useStore(playhead.store)
  const before = replay.steps.findLast((step) => step.from < at - INTO_MS)
  const after = replay.steps.find((step) => step.from > at)
  return (
    <div className={css.transport}>
      <Button iconOnly aria-label={t('replay.before')} onPress={() => playhead.seek(before?.from ?? replay.from)}>
        <SkipBack aria-hidden="true" />
      </Button>
      <Button
        look="primary"
        iconOnly
        aria-label={isPlaying ? t('replay.pause') : t('replay.play')}
        onPress={playhead.toggle}
      >
        {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </Button>
      <Button iconOnly aria-label={t('replay.after')} onPress={() => playhead.seek(after?.from ?? replay.to)}>
        <SkipForward aria-hidden="true" />
      </Button>
      <span className={css.time}>
        {t('replay.ofTotal', { at: timeIn(replay, at), total: timeIn(replay, replay.to) })}
      </span>
      <label className={css.speed}>
        <span>{t('replay.speed')}</span>
        <select value={speed} onChange={(event) => playhead.setSpeed(Number(event.target.value) as Speed)}>
          {speeds.map((one) => (
            <option key={one} value={one}>
              {t('replay.times', { count: one })}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
