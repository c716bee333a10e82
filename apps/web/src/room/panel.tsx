import type { PersonId, SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { Handshake, MessagesSquare, NotebookPen, SlidersHorizontal, Users, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Hidden } from '../design/index.ts'
import { Chat } from './chat.tsx'
import { Commitments } from './commitments.tsx'
import deskCss from './desk.module.css'
import { Desk } from './desk.tsx'
import { Notes } from './notes.tsx'
import { People } from './people.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'
import type { Talks } from './use-talks.ts'

export type Tab = 'desk' | 'people' | 'chat' | 'notes' | 'commitments'

const signs = {
  desk: SlidersHorizontal,
  people: Users,
  chat: MessagesSquare,
  notes: NotebookPen,
  commitments: Handshake,
} as const

/** The side of the room: people, chat, notes, commitments and, for who facilitates, the desk. */
export function Panel(props: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  media: MediaRoom | null
  you: PersonId
  tab: Tab
  talks: Talks
  onTab: (tab: Tab | null) => void
}) {
  const { client, session, model, media, you, tab, talks, onTab } = props
  const { t } = useTranslation()
  const tabs: Tab[] = [...(model.runs ? (['desk'] as const) : []), 'people', 'chat', 'notes', 'commitments']
  const current = tabs.includes(tab) ? tab : 'people'
  const list = useRef<HTMLDivElement>(null)

  const step = (by: number) => {
    const next = tabs[(tabs.indexOf(current) + by + tabs.length) % tabs.length]!
    onTab(next)
    list.current?.querySelector<HTMLButtonElement>(`#tab-${next}`)?.focus()
  }
  const unread = talks.unread.everyone + talks.unread.private.length
  const write = (to: PersonId | null) => {
    talks.writeTo(to ?? 'facilitators')
    onTab('chat')
  }
  const badges: Record<Tab, number> = {
    desk: model.waiting.length,
    people: model.runs ? model.hands.length : 0,
    chat: unread,
    notes: 0,
    commitments: 0,
  }
  const badgeWords: Partial<Record<Tab, string>> = {
    desk: t('room.people.waiting'),
    people: t('room.people.hands'),
    chat: t('room.panel.unread', { count: unread }),
  }
  return (
    <aside className={css.panel} aria-label={t('room.panel.open')}>
      <div className={css.tabs}>
        {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus is on its tabs, one of which is always in the tab order */}
        <div
          role="tablist"
          ref={list}
          className={css.tabList}
          aria-label={t('room.panel.open')}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') step(1)
            if (event.key === 'ArrowLeft') step(-1)
            if (event.key === 'Escape') onTab(null)
          }}
        >
          {tabs.map((name) => {
            const Sign = signs[name]
            return (
              <button
                key={name}
                id={`tab-${name}`}
                type="button"
                role="tab"
                className={`${css.tab} ${deskCss.tab}`}
                aria-selected={current === name}
                aria-controls="panel"
                tabIndex={current === name ? 0 : -1}
                onClick={() => onTab(name)}
              >
                <Sign aria-hidden="true" />
                {t(`room.panel.${name}`)}
                {badges[name] > 0 ? (
                  <span className={`${css.dot} ${deskCss.tabDot}`}>
                    {badges[name]}
                    <Hidden>{badgeWords[name]}</Hidden>
                  </span>
                ) : null}
              </button>
            )
          })}
        </div>
        <Button look="quiet" iconOnly aria-label={t('action.close')} onPress={() => onTab(null)}>
          <X aria-hidden="true" />
        </Button>
      </div>
      {current === 'chat' ? (
        <Chat client={client} session={session} you={you} talks={talks} />
      ) : (
        <div id="panel" role="tabpanel" aria-labelledby={`tab-${current}`} className={css.panelBody} tabIndex={0}>
          {current === 'desk' ? (
            <Desk client={client} session={session} model={model} you={you} onWrite={write} />
          ) : null}
          {current === 'people' ? (
            <People client={client} session={session} model={model} media={media} you={you} onWrite={write} />
          ) : null}
          {current === 'notes' ? <Notes client={client} session={session} you={you} /> : null}
          {current === 'commitments' ? <Commitments client={client} session={session} you={you} /> : null}
        </div>
      )}
    </aside>
  )
}
