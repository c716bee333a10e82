import type { SessionReplay } from '@copse/contract'
import type { Contribution } from '@copse/whiteboard/history'
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Lanes } from './lanes.tsx'
import { momentAt, timeIn } from './moment.ts'
import type { Playhead } from './playhead.ts'
import css from './replay.module.css'
import { useSaid } from './use-said.ts'

const ARROW_MS = 5000
const PAGE_MS = 60_000

/** The whole session on one line: by pointer, touch and keyboard to any moment of it. */
export function Scrubber({
  replay,
  contributions,
  playhead,
}: {
  replay: SessionReplay
  contributions: readonly Contribution[]
  playhead: Playhead
}) {
  const { t } = useTranslation()
  const { stepName, namesOf } = useSaid(replay)
  const at = useStore(playhead.store, (state) => state.at)
  const rail = useRef<HTMLDivElement>(null)
  const { step, floor } = momentAt(replay, at)
  const share = (at - replay.from) / Math.max(1, replay.to - replay.from)

  function onKeyDown(event: KeyboardEvent) {
    const to: Record<string, number> = {
      ArrowRight: at + ARROW_MS,
      ArrowUp: at + ARROW_MS,
      ArrowLeft: at - ARROW_MS,
      ArrowDown: at - ARROW_MS,
      PageUp: at + PAGE_MS,
      PageDown: at - PAGE_MS,
      Home: replay.from,
      End: replay.to,
    }
    if (event.key === ' ') playhead.toggle()
    else if (event.key in to) playhead.seek(to[event.key]!)
    else return
    event.preventDefault()
  }
  function follow(event: PointerEvent) {
    const { left, width } = rail.current!.getBoundingClientRect()
    playhead.seek(replay.from + ((event.clientX - left) / width) * (replay.to - replay.from))
  }
  return (
    <div
      className={css.scrubber}
      role="slider"
      tabIndex={0}
      aria-label={t('replay.slider')}
      aria-valuemin={0}
      aria-valuemax={Math.round((replay.to - replay.from) / 1000)}
      aria-valuenow={Math.round((at - replay.from) / 1000)}
      aria-valuetext={[timeIn(replay, at), stepName(step), floor.length > 0 ? namesOf(floor) : '']
        .filter(Boolean)
        .join(' · ')}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        follow(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event)
      }}
    >
      <Lanes replay={replay} contributions={contributions} />
      <div className={css.rail} ref={rail}>
        <span className={css.needle} style={{ insetInlineStart: `${share * 100}%` }} />
      </div>
    </div>
  )
}
