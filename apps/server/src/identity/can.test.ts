import type { Actor, CommunityRole, PersonId, SessionId, SessionPhase, SessionRole, Standing } from '@copse/contract'
import { describe, expect, test } from 'vitest'
import { can, type Action, type Subject } from './can.ts'

const here = 'session-1' as SessionId
const member = (owner = false): Actor => ({
  kind: 'member',
  personId: 'ana' as PersonId,
  name: 'Ana',
  district: null,
  owner,
})
const guest = (sessionId: string): Actor => ({
  kind: 'guest',
  personId: 'g_1' as PersonId,
  name: 'Kiri',
  district: 'Elm',
  sessionId: sessionId as SessionId,
})
const about = (
  communityRole: CommunityRole | null,
  sessionRole: SessionRole | null = null,
  standing: Standing | null = null,
): Subject => ({ communityRole, sessionRole, standing, sessionId: here })

/** The columns of the table below, in order: who asks, and what the facts about them are. */
const kinds: [string, Actor | null, Subject][] = [
  ['nobody who signed in', null, about(null)],
  ['a stranger', member(), about(null)],
  ['a stranger who was once let in', member(), about(null, 'participant', 'admitted')],
  ['a stranger with a pass who waits', member(), { ...about(null, 'participant', 'waiting'), invited: true }],
  ['a stranger with a pass who was let in', member(), { ...about(null, 'participant', 'admitted'), invited: true }],
  ['a guest of another session', guest('session-2'), about(null, 'participant', 'admitted')],
  ['a guest who waits', guest(here), about(null, 'participant', 'waiting')],
  ['a guest who was let in', guest(here), about(null, 'participant', 'admitted')],
  ['a guest who was removed', guest(here), about(null, 'participant', 'removed')],
  ['a member', member(), about('member')],
  ['a member who is in', member(), about('member', 'participant', 'admitted')],
  ['a member who was removed', member(), about('member', 'participant', 'removed')],
  ['a member who facilitates', member(), about('member', 'facilitator', 'admitted')],
  ["the community's facilitator", member(), about('facilitator')],
  ["the community's owner", member(), about('owner')],
  ['the owner of the installation', member(true), about(null)],
]

/** In which phases of a session each may: p planned, r running, e ended, c cancelled; `all`, `-` never. */
const table: Record<Action, string> = {
  'installation.create-community': '-  all all all all -  -   -   -   all all all all all all all',
  'community.see':                 '-  -   -   -   -   -  -   -   -   all all all all all all all',
  'community.edit':                '-  -   -   -   -   -  -   -   -   -   -   -   -   all all all',
  'community.invite-member':       '-  -   -   -   -   -  -   -   -   -   -   -   -   all all all',
  'community.remove-member':       '-  -   -   -   -   -  -   -   -   -   -   -   -   all all all',
  'protocol.see':                  '-  -   -   -   -   -  -   -   -   all all all all all all all',
  'protocol.edit':                 '-  -   -   -   -   -  -   -   -   -   -   -   -   all all all',
  'session.schedule':              '-  -   -   -   -   -  -   -   -   -   -   -   -   all all all',
  'session.see':                   '-  -   -   -   -   -  -   -   -   all all all all all all all',
  'session.edit':                  '-  -   -   -   -   -  -   -   -   -   -   -   p   p   p   p',
  'session.invite':                '-  -   -   -   -   -  -   -   -   -   -   -   pr  pr  pr  pr',
  'session.revoke-invitation':     '-  -   -   -   -   -  -   -   -   -   -   -   all all all all',
  'session.join':                  '-  -   -   pre pre -  pre pre pre pre pre pre pre pre pre pre',
  'session.command':               '-  -   -   all all -  all all all all all all all all all all',
  'session.media':                 '-  -   -   -   all -  -   all -   -   all -   all -   -   -',
  'board.open':                    '-  -   -   -   all -  -   all -   -   all -   all -   -   -',
  'board.restore':                 '-  -   -   -   -   -  -   -   -   -   -   -   r   -   -   -',
  'board.begin':                   '-  -   -   -   -   -  -   -   -   -   -   -   p   p   p   p',
  'file.upload':                   '-  -   -   -   pr  -  -   pr  -   -   pr  -   pr  -   -   -',
  'file.see':                      '-  -   -   -   all -  -   all -   all all all all all all all',
  'record.see':                    '-  -   -   -   e   -  -   e   -   e   e   e   e   e   e   e',
  'exit-card.give':                '-  -   -   -   re  -  -   re  -   -   re  -   re  -   -   -',
  'card.see':                      '-  -   -   -   -   -  -   -   -   all all all all all all all',
  'card.add':                      '-  -   -   -   -   -  -   -   -   all all all all all all all',
  'card.edit':                     '-  -   -   -   -   -  -   -   -   -   -   -   -   all all all',
  'card.share':                    '-  -   -   -   -   -  -   -   -   -   -   -   -   -   -   -',
} // prettier-ignore

const phases: Record<string, SessionPhase> = { p: 'planned', r: 'running', e: 'ended', c: 'cancelled' }

describe.each(Object.entries(table) as [Action, string][])('[I14] %s', (action, row) => {
  const cells = row.split(/ +/)
  test.each(kinds.map(([kind, actor, subject], index) => [kind, cells[index]!, actor, subject] as const))(
    '%s: %s',
    (_kind, cell, actor, subject) => {
      const allowed = Object.entries(phases).filter(([, phase]) => can(actor, action, { ...subject, phase }))
      expect(allowed.map(([letter]) => letter).join('')).toBe({ all: 'prec', '-': '' }[cell] ?? cell)
    },
  )
})

test('[I14] without any facts nobody but the owner of the installation may do anything in a community', () => {
  const allowed = (actor: Actor | null) => (Object.keys(table) as Action[]).filter((action) => can(actor, action))
  expect(allowed(null)).toEqual([])
  expect(allowed(guest(here))).toEqual([])
  expect(allowed(member())).toEqual(['installation.create-community'])
})

test('[I14] who made a card changes it and says who reads it, as long as she belongs to its community', () => {
  for (const action of ['card.edit', 'card.share'] as const) {
    expect(can(member(), action, { communityRole: 'member', author: true })).toBe(true)
    expect(can(member(), action, { communityRole: null, author: true, shared: true })).toBe(false)
  }
  expect(can(member(), 'card.share', { communityRole: 'owner' })).toBe(false)
})

test('[I14] a card shared with all is seen by whoever has an account, and by no guest', () => {
  expect(can(member(), 'card.see', { communityRole: null, shared: true })).toBe(true)
  expect(can(guest(here), 'card.see', { communityRole: null, shared: true, sessionId: here })).toBe(false)
})
