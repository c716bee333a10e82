import type { PersonId, SessionState } from '@copse/contract'
import type { RoomClient } from '@copse/room-client'
import type { MediaRoom } from '@copse/room-client/media'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Hidden } from '../design/index.ts'
import { Chat } from './chat.tsx'
import { Commitments } from './commitments.tsx'
import { Desk } from './desk.tsx'
import { People } from './people.tsx'
import type { RoomModel } from './room-model.ts'
import css from './room.module.css'

export type Tab = 'desk' | 'people' | 'chat' | 'commitments'

/** The side of the room: people, chat, commitments and, for who facilitates, the desk. */
export function Panel(props: {
  client: RoomClient
  session: SessionState
  model: RoomModel
  media: MediaRoom | null
  you: PersonId
  tab: Tab
  onTab: (tab: Tab | null) => void
}) {
  const { client, session, model, media, you, tab, onTab } = props
  const { t } = useTranslation()
  const tabs: Tab[] = [...(model.runs ? (['desk'] as const) : []), 'people', 'chat', 'commitments']
  const current = tabs.includes(tab) ? tab : 'people'
  const [read, setRead] = useState(session.chat.length)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (current === 'chat') setRead(session.chat.length)
  }, [current, session.chat.length])
  const unread = current === 'chat' ? 0 : session.chat.length - read

  const step = (by: number) => {
    const next = tabs[(tabs.indexOf(current) + by + tabs.length) % tabs.length]!
    onTab(next)
    list.current?.querySelector<HTMLButtonElement>(`#tab-${next}`)?.focus()
  }
  const badge = (name: Tab) =>
    name === 'chat' && unread > 0
      ? unread
      : name === 'desk' || (name === 'people' && !model.runs)
        ? model.runs
          ? model.waiting.length
          : 0
        : 0
  return (
    <aside className={css.panel} aria-label={t('room.panel.open')}>
      <div className={css.tabs}>
        <div
          role="tablist"
          ref={list}
          style={{ display: 'flex', flex: 1 }}
          aria-label={t('room.panel.open')}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') step(1)
            if (event.key === 'ArrowLeft') step(-1)
          }}
        >
          {tabs.map((name) => (
            <button
              key={name}
              id={`tab-${name}`}
              type="button"
              role="tab"
              className={css.tab}
              aria-selected={current === name}
              aria-controls="panel"
              tabIndex={current === name ? 0 : -1}
              onClick={() => onTab(name)}
            >
              {t(`room.panel.${name}`)}
              {badge(name) > 0 ? (
                <span className={css.dot}>
                  {badge(name)}
                  {name === 'chat' ? <Hidden>{t('room.panel.unread', { count: unread })}</Hidden> : null}
                </span>
              ) : null}
            </button>
          ))}
        </div>
        <Button look="quiet" iconOnly aria-label={t('action.close')} onPress={() => onTab(null)}>
          <X aria-hidden="true" />
        </Button>
      </div>
      {current === 'chat' ? (
        <Chat client={client} session={session} />
      ) : (
        <div id="panel" role="tabpanel" aria-labelledby={`tab-${current}`} className={css.panelBody} tabIndex={0}>
          {current === 'desk' ? <Desk client={client} session={session} model={model} /> : null}
          {current === 'people' ? (
            <People client={client} session={session} model={model} media={media} you={you} />
          ) : null}
          {current === 'commitments' ? <Commitments client={client} session={session} you={you} /> : null}
        </div>
      )}
    </aside>
  )
}
