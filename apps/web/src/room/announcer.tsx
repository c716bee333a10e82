import { inLanguage, type SessionState } from '@copse/contract'
import type { View } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LiveRegion } from '../design/index.ts'
import { announcement, viewNow, type RoomModel } from './room-model.ts'
import { useNow } from './use-now.ts'

/** Says time and floor to those who do not see them. */
export function Announcer({ client, session, model }: { client: RoomClient; session: SessionState; model: RoomModel }) {
  const { t, i18n } = useTranslation()
  const now = useNow(client, session)
  const [said, setSaid] = useState('')
  const [floorSaid, setFloorSaid] = useState('')
  const before = useRef<View | null>(null)
  const spoke = useRef(model.floor.speak)

  useEffect(() => {
    const after = viewNow(session, now)
    const what = before.current ? announcement(before.current, after) : null
    before.current = after
    if (!what || !after.step) return
    setSaid(
      what === 'start'
        ? `${t('room.say.start', { title: inLanguage(after.step.title, i18n.language), minutes: Math.round((after.remainingMs ?? 0) / 60_000) })} ${inLanguage(after.step.prompt, i18n.language)}`
        : t(`room.say.${what}`),
    )
  }, [session, now, t, i18n.language])

  useEffect(() => {
    if (spoke.current === model.floor.speak) return
    spoke.current = model.floor.speak
    setFloorSaid(
      model.floor.speak
        ? t('room.say.floorBack')
        : t('room.say.floorLost', { why: t(`room.floor.${model.floor.speakReason}`) }),
    )
  }, [model.floor.speak, model.floor.speakReason, t])
  return (
    <>
      <LiveRegion text={said} />
      <LiveRegion text={floorSaid} urgent />
    </>
  )
}
