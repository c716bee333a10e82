import type { ReplaySpan, SessionReplay } from '@copse/contract'
import type { Contribution } from '@copse/whiteboard/history'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import css from './replay.module.css'

/** Widths are in thousandths of the session. */
const WIDE = 1000
const NARROWEST = 1.5

/** What happened when, in lanes above each other; the list beside says the same. */
export const Lanes = memo(function Lanes({
  replay,
  contributions,
}: {
  replay: SessionReplay
  contributions: readonly Contribution[]
}) {
  const { t } = useTranslation()
  const length = Math.max(1, replay.to - replay.from)
  const across = (at: number) => ((at - replay.from) / length) * WIDE
  const bar = ({ from, to }: ReplaySpan) => {
    const x = across(from)
    return `M${x.toFixed(1)} 0h${Math.max(NARROWEST, across(to) - x).toFixed(1)}v10h-${Math.max(NARROWEST, across(to) - x).toFixed(1)}z`
  }
  const point = (at: number) => bar({ from: at, to: at })
  const lanes = {
    floor: replay.floors.map(bar),
    drawn: contributions.map(bar),
    hands: replay.hands.map(bar),
    chat: replay.chat.map(({ at }) => point(at)),
  }
  return (
    <div className={css.lanes} aria-hidden="true">
      <div className={css.lane} data-lane="steps">
        <span>{t('replay.lanes.steps')}</span>
        <svg viewBox={`0 0 ${WIDE} 10`} preserveAspectRatio="none">
          {replay.steps.map((step, at) => (
            <path key={step.from} d={bar(step)} data-odd={at % 2 === 1} />
          ))}
        </svg>
      </div>
      {(Object.keys(lanes) as (keyof typeof lanes)[])
        .filter((lane) => lanes[lane].length > 0)
        .map((lane) => (
          <div key={lane} className={css.lane} data-lane={lane}>
            <span>{t(`replay.lanes.${lane}`)}</span>
            <svg viewBox={`0 0 ${WIDE} 10`} preserveAspectRatio="none">
              <path d={lanes[lane].join('')} />
            </svg>
          </div>
        ))}
    </div>
  )
})
