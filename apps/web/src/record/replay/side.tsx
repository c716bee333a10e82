import type { SessionReplay } from '@copse/contract'
import type { Contribution } from '@copse/whiteboard/history'
import { outline } from '@copse/whiteboard/outline'
import type { BoardElement } from '@copse/whiteboard/schema'
import { Hand, MessageSquare, Mic, Milestone, Pencil } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import app from '../../app/app.module.css'
import { Badge, Empty, Select } from '../../design/index.ts'
import { happeningsOf, saidBy, timeIn, type Happening } from './moment.ts'
import type { Playhead } from './playhead.ts'
import css from './replay.module.css'
import { useSaid } from './use-said.ts'

const kinds = {
  all: ['step', 'turn', 'given', 'hand', 'drawn', 'said'],
  steps: ['step'],
  turns: ['turn', 'given', 'hand'],
  drawn: ['drawn'],
  said: ['said'],
} as const satisfies Record<string, readonly Happening['kind'][]>
type Filter = keyof typeof kinds
const signs = { step: Milestone, turn: Mic, given: Mic, hand: Hand, drawn: Pencil, said: MessageSquare } as const

interface Common {
  readonly replay: SessionReplay
  readonly playhead: Playhead
}

/** What stands beside the board: everything to jump to, the chat as far as it was said, and the board as text. */
export function Side(props: Common & { contributions: readonly Contribution[]; scene: readonly BoardElement[] }) {
  const { t } = useTranslation()
  return (
    <Tabs className={css.side}>
      <TabList aria-label={t('replay.tabs.label')} className={css.tabs}>
        {(['happened', 'chat', 'outline'] as const).map((tab) => (
          <Tab key={tab} id={tab} className={css.tab}>
            {t(`replay.tabs.${tab}`)}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="happened" className={css.tabPanel}>
        <Happened {...props} />
      </TabPanel>
      <TabPanel id="chat" className={css.tabPanel}>
        <Said {...props} />
      </TabPanel>
      <TabPanel id="outline" className={css.tabPanel}>
        <AsText scene={props.scene} />
      </TabPanel>
    </Tabs>
  )
}

/** Keeps the item with this number in sight within its list, without moving the page. */
function useFollowed(number: number) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const item = list.current?.children[number] as HTMLElement | undefined
    if (!list.current || !item) return
    const { offsetTop, offsetHeight } = item
    const { scrollTop, clientHeight } = list.current
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight)
      list.current.scrollTop = offsetTop - clientHeight / 2
  }, [number])
  return list
}

function Happened({ replay, playhead, contributions }: Common & { contributions: readonly Contribution[] }) {
  const { t } = useTranslation()
  const { happened } = useSaid(replay)
  const [filter, setFilter] = useState<Filter>('all')
  const shown = useMemo(
    () => happeningsOf(replay, contributions).filter(({ kind }) => kinds[filter].some((one) => one === kind)),
    [replay, contributions, filter],
  )
  const current = useStore(playhead.store, ({ at }) => shown.findLastIndex((one) => one.at <= at))
  const list = useFollowed(current)
  return (
    <>
      <Select
        label={t('replay.show')}
        value={filter}
        options={(Object.keys(kinds) as Filter[]).map((one) => ({ value: one, label: t(`replay.filter.${one}`) }))}
        onChange={(event) => setFilter(event.target.value as Filter)}
      />
      {shown.length === 0 ? <Empty>{t('replay.nothingSuch')}</Empty> : null}
      <ol className={css.happened} ref={list}>
        {shown.map((one, at) => {
          const Sign = signs[one.kind]
          return (
            <li key={at} data-kind={one.kind}>
              <button
                type="button"
                aria-current={at === current ? 'true' : undefined}
                onClick={() => playhead.seek(one.at)}
              >
                <span className={css.stamp}>{timeIn(replay, one.at)}</span>
                <Sign aria-hidden="true" />
                <span>{happened(one)}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </>
  )
}

function Said({ replay, playhead }: Common) {
  const { t } = useTranslation()
  const { nameOf } = useSaid(replay)
  const count = useStore(playhead.store, ({ at }) => saidBy(replay.chat, at))
  const list = useFollowed(count - 1)
  return (
    <>
      {count === 0 ? <Empty>{t('replay.nothingSaid')}</Empty> : null}
      <ol className={css.said} ref={list}>
        {replay.chat.slice(0, count).map(({ at, personId, text, circle }, index) => (
          <li key={index}>
            <p className={app.about}>
              <strong>{nameOf(personId)}</strong>{' '}
              <button type="button" className={css.stamp} onClick={() => playhead.seek(at)}>
                {timeIn(replay, at)}
              </button>{' '}
              {circle === null ? null : <Badge>{t('replay.inGroup')}</Badge>}
            </p>
            <p className={css.words}>{text}</p>
          </li>
        ))}
      </ol>
    </>
  )
}

function AsText({ scene }: { scene: readonly BoardElement[] }) {
  const { t } = useTranslation()
  const calm = useDeferredValue(scene)
  const entries = useMemo(() => outline(calm), [calm])
  const worded = entries.filter(({ text, kind }) => text !== '' || kind === 'image')
  const drawings = entries.length - worded.length
  return (
    <>
      {entries.length === 0 ? <Empty>{t('replay.nothingDrawn')}</Empty> : null}
      <ol className={css.said}>
        {worded.map((entry) => (
          <li key={entry.id}>
            <span className={app.soft}>{t(`room.outline.kind.${entry.kind}`)}: </span>
            {entry.text || t('room.outline.wordless')}
            {entry.to.map((target) => (
              <span key={target} className={app.soft}>
                {' → '}
                {t('room.outline.to', { what: target })}
              </span>
            ))}
          </li>
        ))}
        {drawings > 0 ? (
          <li className={app.soft}>
            {drawings} × {t('room.outline.kind.drawing')}
          </li>
        ) : null}
      </ol>
    </>
  )
}
