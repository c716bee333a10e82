import type { PersonId, PersonState, ReactionKind, SessionRole, SessionState } from '@copse/contract'
import { effectiveRole } from '@copse/protocols'
import type { MediaPerson, MediaRoom } from '@copse/room-client/media'
import { Hand, MicOff, SignalHigh, SignalLow, WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Avatar, Hidden } from '../design/index.ts'
import type { CircleView } from './circles/circle-view.ts'
import { placeOf } from './hand-queue.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import { TrackVideo } from './track-video.tsx'
import { useMedia } from './use-media.ts'
import { reactionSigns } from './use-reactions.ts'

/** So many tiles stand below one another at full height without scrolling. */
const FEW = 4

/** Everyone in the room as a tile: picture or initials, name and district, speaking, muted, hand. */
export function VideoStrip({
  session,
  model,
  media,
  you,
  view,
  reactions,
}: {
  session: SessionState
  model: RoomModel
  media: MediaRoom | null
  you: PersonId
  view: CircleView
  reactions: ReadonlyMap<PersonId, ReactionKind>
}) {
  const { t } = useTranslation()
  const people = useMedia(media, (state) => state.people) ?? []
  const here = model.here.filter(({ id }) => view.here.has(id))
  const turn = view.turns?.now
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: the keyboard must reach who is further down
    <section tabIndex={0} className={css.strip} data-few={here.length <= FEW} aria-label={t('room.people.here')}>
      {here.map((person) => (
        <Tile
          key={person.id}
          person={person}
          role={effectiveRole(session, person.id) ?? 'participant'}
          media={people.find(({ id }) => id === person.id) ?? null}
          you={person.id === you}
          turn={turn?.personId === person.id && turn.phase === 'speaking'}
          raised={session.hands.includes(person.id)}
          // One's own place is one's own to know; who gives the floor sees all.
          place={model.runs || person.id === you ? placeOf(session, person.id) : null}
          reaction={reactions.get(person.id) ?? null}
        />
      ))}
    </section>
  )
}

function Tile({
  person,
  role,
  media,
  you,
  turn,
  raised,
  place,
  reaction,
}: {
  person: PersonState
  role: SessionRole
  media: MediaPerson | null
  you: boolean
  turn: boolean
  raised: boolean
  place: number | null
  reaction: ReactionKind | null
}) {
  const { t } = useTranslation()
  const quality = media?.quality ?? 'unknown'
  return (
    <article
      className={css.tile}
      data-speaking={media?.speaking ?? false}
      data-you={you}
      data-turn={turn}
      data-person={person.name}
      aria-label={person.name}
    >
      {media?.camera ? <TrackVideo track={media.camera} /> : <Avatar id={person.id} name={person.name} />}
      <div className={css.marks}>
        {raised ? (
          <span className={css.handMark}>
            <Hand aria-hidden="true" />
            {place}
            <Hidden>{t('room.people.hands')}</Hidden>
          </span>
        ) : null}
        {you ? <span className={css.roleMark}>{t('room.people.you')}</span> : null}
        {role === 'participant' ? null : <span className={css.roleMark}>{t(`room.role.${role}`)}</span>}
      </div>
      {reaction ? (
        <span className={css.reaction} role="img" aria-label={t(`room.reaction.${reaction}`)}>
          {reactionSigns[reaction]}
        </span>
      ) : null}
      <div className={css.tileName}>
        <span>
          <b>{person.name}</b>
          {person.district ? <small>{person.district}</small> : null}
        </span>
        {media?.speaking ? <Hidden>{t('room.people.speaking')}</Hidden> : null}
        {quality === 'unknown' ? null : <Quality quality={quality} />}
        {media && media.muted ? <MicOff role="img" aria-label={t('room.people.muted')} /> : null}
      </div>
    </article>
  )
}

const signs = { good: SignalHigh, poor: SignalLow, lost: WifiOff } as const

/** How well somebody is connected, as bars and in words. */
function Quality({ quality }: { quality: keyof typeof signs }) {
  const { t } = useTranslation()
  const Sign = signs[quality]
  return <Sign role="img" data-quality={quality} aria-label={t(`room.people.quality.${quality}`)} />
}
