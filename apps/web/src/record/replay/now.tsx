import type { SessionReplay } from '@copse/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Avatar, LiveRegion } from '../../design/index.ts'
import { momentAt, timeIn } from './moment.ts'
import type { Playhead } from './playhead.ts'
import css from './replay.module.css'
import { useSaid } from './use-said.ts'

/** Resting this long at a moment, one hears what it is. */
const REST_MS = 600

/** Which step it is, whose the floor is, who draws; said to a screen reader wherever one comes to rest. */
export function Now({
  replay,
  playhead,
  authors,
}: {
  replay: SessionReplay
  playhead: Playhead
  authors: readonly string[]
}) {
  const { t } = useTranslation()
  const { nameOf, namesOf, stepName } = useSaid(replay)
  const at = useStore(playhead.store, (state) => state.at)
  const isPlaying = useStore(playhead.store, (state) => state.isPlaying)
  const { step, floor, hands } = momentAt(replay, at)
  const who = { floor, drawing: authors, hands }
  const [spoken, setSpoken] = useState('')

  const words = t('replay.spoken', {
    time: timeIn(replay, at),
    step: stepName(step),
    floor: floor.length > 0 ? t('replay.spokenFloor', { names: namesOf(floor) }) : '',
    drawing: authors.length > 0 ? t('replay.spokenDrawing', { names: namesOf(authors) }) : '',
  })
  useEffect(() => {
    if (isPlaying) return
    const timer = setTimeout(() => setSpoken(words), REST_MS)
    return () => clearTimeout(timer)
  }, [words, isPlaying])

  return (
    <div className={css.now}>
      <strong>{stepName(step)}</strong>
      <dl>
        {(['floor', 'drawing', 'hands'] as const)
          .filter((what) => who[what].length > 0)
          .map((what) => (
            <div key={what}>
              <dt>{t(`replay.now.${what}`)}</dt>
              <dd>
                {who[what].map((id) => (
                  <span key={id} className={css.person}>
                    <Avatar id={id} name={nameOf(id)} />
                    {nameOf(id)}
                  </span>
                ))}
              </dd>
            </div>
          ))}
      </dl>
      <LiveRegion text={spoken} />
    </div>
  )
}
