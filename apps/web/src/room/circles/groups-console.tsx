import type { Group, PersonId, SessionState } from '@copse/contract'
import { leftOn, remainingFor, turnsIn } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { ArrowRightLeft, DoorOpen, HandHelping, Mic, Send, Shuffle, UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Badge, Button, Menu, MenuItem, Notice, TextField } from '../../design/index.ts'
import { clockText } from '../../i18n/times.ts'
import { useSend } from '../send.ts'
import { useNow } from '../use-now.ts'
import { listed, namesOf, wantsRegrouping } from './circle-view.ts'
import css from './circles.module.css'

const MINUTE = 60_000
type Sends = ReturnType<typeof useSend>['send']

/** Every group at once, for whoever runs the session: who is there, whose turn, how long, who asks for help. */
export function GroupsConsole({ client, session, you }: { client: RoomClient; session: SessionState; you: PersonId }) {
  const { t } = useTranslation()
  const { send, problem } = useSend(client)
  const now = useNow(client, session)
  return (
    <div className={css.console}>
      <div className={css.consoleHead}>
        <h2>{t('circles.console.title', { count: session.groups.length })}</h2>
        <Button small onPress={() => void send({ type: 'clock.adjust', deltaMs: -MINUTE })}>
          {t('circles.console.lessAll')}
        </Button>
        <Button small onPress={() => void send({ type: 'clock.adjust', deltaMs: MINUTE })}>
          {t('circles.console.moreAll')}
        </Button>
        {wantsRegrouping(session) ? (
          <Button small look="primary" onPress={() => void send({ type: 'groups.regroup' })}>
            <Shuffle aria-hidden="true" />
            {t('circles.console.regroup')}
          </Button>
        ) : null}
      </div>
      {wantsRegrouping(session) ? <Notice kind="warn">{t('circles.console.regroupWhy')}</Notice> : null}
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
      <ul className={css.cards}>
        {session.groups.map((group, at) => (
          <GroupCard key={group.id} session={session} group={group} number={at + 1} now={now} you={you} send={send} />
        ))}
      </ul>
      <Broadcast send={send} />
    </div>
  )
}

function GroupCard(props: {
  session: SessionState
  group: Group
  number: number
  now: number
  you: PersonId
  send: Sends
}) {
  const { session, group, number, now, you, send } = props
  const { t, i18n } = useTranslation()
  const title = listed(namesOf(session, group.members), i18n.language) || t('circles.console.empty')
  const first = group.members[0]
  const left = first ? remainingFor(session, first, now) : null
  const turn = turnsIn(session, group.id)?.now ?? null
  const name = turn ? (session.people[turn.personId]?.name ?? '') : ''
  const turnLeft = turn ? clockText(Math.max(0, leftOn(turn.clock, now))) : ''
  const isHere = session.visits[you] === group.id
  return (
    <li className={css.card} data-help={group.helpAt !== null} data-group={group.id} aria-label={title}>
      <div className={css.cardHead}>
        <h3>
          <small>{t('circles.console.group', { number })}</small>
          {title}
        </h3>
        {left === null ? null : (
          <p className={css.cardTime} role="timer" aria-label={t('room.bar.left')}>
            {clockText(left)}
          </p>
        )}
      </div>
      {group.helpAt === null ? null : (
        <p className={css.help} role="status">
          <HandHelping aria-hidden="true" />
          {t('circles.console.help')}
          <Button small onPress={() => void send({ type: 'groups.answer', groupId: group.id })}>
            {t('circles.console.answered')}
          </Button>
        </p>
      )}
      <ul className={css.members}>
        {group.members.map((id) => (
          <Member
            key={id}
            session={session}
            id={id}
            group={group}
            speaks={turn?.personId === id && turn.phase === 'speaking'}
            send={send}
          />
        ))}
      </ul>
      {turn ? (
        <p className={css.cardTurn}>
          <Mic aria-hidden="true" />
          {turn.phase === 'pause'
            ? t('circles.turn.pause')
            : turn.phase === 'lost'
              ? t('circles.turn.lost', { name })
              : t('circles.console.speaks', { name, time: turnLeft })}
        </p>
      ) : null}
      <div className={app.row}>
        <Button
          small
          look={group.helpAt === null ? 'secondary' : 'primary'}
          aria-label={t('circles.console.visitWhom', { names: title })}
          isDisabled={isHere}
          onPress={() => void send({ type: 'groups.visit', groupId: group.id })}
        >
          <DoorOpen aria-hidden="true" />
          {t('circles.console.visit')}
        </Button>
        <Button
          small
          look="quiet"
          aria-label={t('circles.console.lessFor', { names: title })}
          isDisabled={group.extraMs < MINUTE}
          onPress={() => void send({ type: 'groups.extend', groupId: group.id, deltaMs: -MINUTE })}
        >
          {t('circles.console.less')}
        </Button>
        <Button
          small
          look="quiet"
          aria-label={t('circles.console.moreFor', { names: title })}
          onPress={() => void send({ type: 'groups.extend', groupId: group.id, deltaMs: MINUTE })}
        >
          {t('circles.console.more')}
        </Button>
      </div>
    </li>
  )
}

function Member(props: { session: SessionState; id: PersonId; group: Group; speaks: boolean; send: Sends }) {
  const { session, id, group, speaks, send } = props
  const { t, i18n } = useTranslation()
  const person = session.people[id]
  if (!person) return null
  const away = person.connections.length === 0
  const others = session.groups.filter((other) => other !== group)
  return (
    <li className={css.member} data-away={away} data-speaks={speaks}>
      <span>
        {person.name}
        {person.district ? <small>{person.district}</small> : null}
      </span>
      {away ? (
        <Badge>
          <UserX aria-hidden="true" /> {t('room.people.away')}
        </Badge>
      ) : null}
      {others.length > 0 ? (
        <Menu
          label={t('circles.console.moveWhom', { name: person.name })}
          trigger={
            <Button small look="quiet" iconOnly aria-label={t('circles.console.moveWhom', { name: person.name })}>
              <ArrowRightLeft aria-hidden="true" />
            </Button>
          }
        >
          {others.map((other) => (
            <MenuItem
              key={other.id}
              onAction={() => void send({ type: 'groups.move', personId: id, groupId: other.id })}
            >
              {t('circles.console.moveTo', { names: listed(namesOf(session, other.members), i18n.language) })}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
    </li>
  )
}

/** A word to all groups at once. */
function Broadcast({ send }: { send: Sends }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [sent, setSent] = useState(false)
  return (
    <form
      className={css.broadcast}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') return
        void send({ type: 'chat.say', text: text.trim(), everyone: true }).then(({ ok }) => {
          setSent(ok)
          if (ok) setText('')
        })
      }}
    >
      <TextField
        label={t('circles.console.broadcast')}
        value={text}
        maxLength={2000}
        onChange={(event) => {
          setText(event.target.value)
          setSent(false)
        }}
      />
      <Button type="submit">
        <Send aria-hidden="true" />
        {t('circles.console.sendAll')}
      </Button>
      <p role="status">{sent ? t('circles.console.sent') : ''}</p>
    </form>
  )
}
