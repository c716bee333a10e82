import { MAIN_BOARD, type SessionState } from '@copse/contract'
import { draftsNow, isApart } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { EyeOff, Footprints, Users, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/index.ts'
import { listed, namesOf, type CircleView } from './circle-view.ts'
import css from './circles.module.css'
import { Reveal } from './reveal.tsx'
import type { WorkingBoard } from './use-working-board.ts'

const signs = { everyones: UsersRound, groups: Users, station: Footprints, visited: Users, sheet: EyeOff } as const

/** Says plainly whose board one looks at, while there are several; and lets one look at everyone's. */
export function WhoseBoard(props: {
  client: RoomClient
  session: SessionState
  circle: CircleView
  working: WorkingBoard
  runs: boolean
}) {
  const { client, session, circle, working, runs } = props
  const { t, i18n } = useTranslation()
  const drafts = draftsNow(session) !== null
  if (!isApart(session) && !drafts) return null
  const own = circle.board !== MAIN_BOARD
  const shown = working.looksAtAll ? 'everyones' : circle.boardIs
  const names = circle.host ? listed(namesOf(session, circle.host.members), i18n.language) : ''
  const Sign = signs[shown]
  return (
    <div className={css.whose} data-board={shown} data-testid="whose-board">
      <Sign aria-hidden="true" />
      <p role="status">{t(`circles.board.${shown}`, { names })}</p>
      {own ? (
        <Button small onPress={() => working.setLooksAtAll(!working.looksAtAll)}>
          {working.looksAtAll ? t('circles.board.lookBack') : t('circles.board.lookAll')}
        </Button>
      ) : null}
      {runs && drafts ? <Reveal client={client} session={session} /> : null}
    </div>
  )
}
