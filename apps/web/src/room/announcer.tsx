import { inLanguage, type PersonId, type SessionState } from '@copse/contract'
import type { View } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LiveRegion } from '../design/index.ts'
import { ring } from './circles/chime.ts'
import { listed, namesOf, type CircleView } from './circles/circle-view.ts'
import { announcement, viewNow, type RoomModel } from './room-model.ts'
import { useNow } from './use-now.ts'

/** Says time and floor to those who do not see them. */
export function Announcer(props: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  circle: CircleView
  you: PersonId
}) {
  const { client, session, model, circle, you } = props
  const { t, i18n } = useTranslation()
  const now = useNow(client, session)
  const [said, setSaid] = useState('')
  const [floorSaid, setFloorSaid] = useState('')
  const before = useRef<View | null>(null)
  const { after: then } = circle
  const spoke = useRef(model.floor.speak)

  useEffect(() => {
    const after = viewNow(session, you, now)
    const what = before.current ? announcement(before.current, after) : null
    before.current = after
    if (!what || !after.step) return
    if (what !== 'paused' && what !== 'resumed') ring(what)
    setSaid(
      what === 'start'
        ? `${t('room.say.start', { title: inLanguage(after.step.title, i18n.language), minutes: Math.round((after.remainingMs ?? 0) / 60_000) })} ${inLanguage(after.step.prompt, i18n.language)}`
        : then && (what === 'minute' || what === 'seconds')
          ? `${t(`room.say.${what}`)} ${t(`circles.say.after.${then}`)}`
          : t(`room.say.${what}`),
    )
  }, [session, you, now, then, t, i18n.language])

  useEffect(() => {
    if (spoke.current === model.floor.speak) return
    spoke.current = model.floor.speak
    setFloorSaid(
      model.floor.speak
        ? model.floor.speakReason === 'your-turn'
          ? t('circles.say.yourTurn')
          : t('room.say.floorBack')
        : t('room.say.floorLost', { why: t(`room.floor.${model.floor.speakReason}`) }),
    )
  }, [model.floor.speak, model.floor.speakReason, t])
  const was = useRef(circle.circle)
  const [withSaid, setWithSaid] = useState('')
  const names = listed(namesOf(session, circle.group?.members.filter((id) => id !== you) ?? []), i18n.language)
  const together = circle.group ? t('circles.say.together', { names }) : t('circles.say.allTogether')
  useEffect(() => {
    if (was.current === circle.circle) return
    was.current = circle.circle
    setWithSaid(together)
  }, [circle.circle, together])
  return (
    <>
      <LiveRegion text={said} />
      <LiveRegion text={withSaid} />
      <LiveRegion text={floorSaid} urgent />
    </>
  )
}
