import type { Protocol } from '@copse/contract'
import { plan, totalMs } from '@copse/protocols'
import { Clock, Presentation, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'

export const agendaOf = (protocol: Protocol, minutes?: number) =>
  plan(protocol, { minutes, expectedPeople: Math.max(3, protocol.people.min) })
export const minutesOf = (protocol: Protocol): number => Math.round(totalMs(agendaOf(protocol)) / 60_000)

/** For how many, how long, and whether somebody presents. */
export function ProtocolFacts({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation()
  return (
    <p className={`${app.row} ${app.soft}`}>
      <span className={app.fact}>
        <Clock aria-hidden="true" />
        {t('minutes', { count: minutesOf(protocol) })}
      </span>
      <span className={app.fact}>
        <UsersRound aria-hidden="true" />
        {t('protocols.people', protocol.people)}
      </span>
      {protocol.needsPresenter ? (
        <span className={app.fact}>
          <Presentation aria-hidden="true" />
          {t('protocols.needsPresenter')}
        </span>
      ) : null}
    </p>
  )
}
