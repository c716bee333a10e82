import { PLENARY, type PersonId, type SessionState } from '@copse/contract'
import { circleOf, currentStep, effectiveRole, groupOf, isApart, turnsIn } from '@copse/protocols'
import { Hand, LifeBuoy, Unplug } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar, Hidden } from '../../design/index.ts'
import css from './rehearsal.module.css'

interface Circle {
  readonly id: string
  readonly title: string
  readonly members: readonly PersonId[]
  readonly helps: boolean
}

type Ring = 'round' | 'inner' | 'outer'

/** Who sits where: around one table, or in a fishbowl some inside and the others around them. */
function ringsOf(session: SessionState, members: readonly PersonId[]): { ring: Ring; ids: readonly PersonId[] }[] {
  if (currentStep(session)?.grouping?.kind !== 'fishbowl' || isApart(session)) return [{ ring: 'round', ids: members }]
  return [
    { ring: 'inner', ids: members.filter((id) => groupOf(session, id) !== null) },
    { ring: 'outer', ids: members.filter((id) => groupOf(session, id) === null) },
  ]
}

/** Who sits with whom and who is talking, as one would see it from above. */
export function Circles({
  session,
  speakers,
}: {
  session: SessionState
  speakers: { readonly [circle: string]: PersonId }
}) {
  const { t } = useTranslation()
  const everyone = Object.keys(session.people) as PersonId[]
  const apart = isApart(session)
  const loose = apart ? everyone.filter((id) => !groupOf(session, id)) : []
  const circles: Circle[] = apart
    ? session.groups.map(({ id, helpAt }, index) => ({
        id,
        title: t('protocols.rehearsal.group', { number: index + 1 }),
        // A facilitator who visits sits with the group.
        members: everyone.filter((one) => circleOf(session, one) === id),
        helps: helpAt !== null,
      }))
    : [{ id: PLENARY, title: t('protocols.rehearsal.circle'), members: everyone, helps: false }]
  const around = loose.filter((id) => circleOf(session, id) === PLENARY)
  return (
    <div className={css.circles}>
      {circles.map(({ id, title, members, helps }) => {
        return (
          <section key={id} className={css.circle} data-count={members.length > 5 ? 'many' : 'few'} aria-label={title}>
            <ul>
              {ringsOf(session, members).flatMap(({ ring, ids }) =>
                ids.map((one, index) => (
                  <Person
                    key={one}
                    id={one}
                    session={session}
                    isTalking={Object.values(speakers).includes(one)}
                    ring={ring}
                    angle={(index / ids.length) * 360 - 90}
                  />
                )),
              )}
            </ul>
            {apart ? (
              <div className={css.circleName}>
                <b>{title}</b>
                {helps ? (
                  <span className={css.help}>
                    <LifeBuoy aria-hidden="true" />
                    {t('protocols.rehearsal.calls')}
                  </span>
                ) : null}
              </div>
            ) : null}
          </section>
        )
      })}
      {around.length > 0 ? (
        <p className={css.around}>
          {t('protocols.rehearsal.facilitates')}: {around.map((id) => session.people[id]!.name).join(', ')}
        </p>
      ) : null}
    </div>
  )
}

function Person({
  id,
  session,
  isTalking,
  ring,
  angle,
}: {
  id: PersonId
  session: SessionState
  isTalking: boolean
  ring: Ring
  angle: number
}) {
  const { t } = useTranslation()
  const { name, connections } = session.people[id]!
  const gone = connections.length === 0
  const raised = session.hands.includes(id)
  const turn = turnsIn(session, circleOf(session, id))?.now
  const holds = turn?.personId === id
  const role = effectiveRole(session, id)
  return (
    <li
      className={css.person}
      data-talking={isTalking || undefined}
      data-turn={holds || undefined}
      data-gone={gone || undefined}
      data-ring={ring}
      style={{ '--angle': `${angle}deg` } as CSSProperties}
    >
      <span className={css.face}>
        <Avatar id={id} name={name} />
        {raised ? (
          <Hand aria-hidden="true" className={css.badge} />
        ) : gone ? (
          <Unplug aria-hidden="true" className={css.badge} />
        ) : null}
      </span>
      <span className={css.personName}>
        {name}
        {role && role !== 'participant' ? <small>{t(`room.role.${role}`)}</small> : null}
      </span>
      <Hidden>
        {[
          isTalking ? t('protocols.rehearsal.talks') : '',
          raised ? t('protocols.rehearsal.hand') : '',
          gone ? t('protocols.rehearsal.gone') : '',
        ]
          .filter(Boolean)
          .join(', ')}
      </Hidden>
    </li>
  )
}
