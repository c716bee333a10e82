import type { CommandId, EventBody, PersonId, SessionId } from '@copse/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Passage, Store } from './index.ts'

/** Where a store of one kind is kept; opened twice it is the same one, as two processes would open it. */
export interface Place {
  open(): Promise<Store>
  remove(): Promise<void>
}

const one = 'session-1' as SessionId
const other = 'session-2' as SessionId
const raise = (personId: string): EventBody => ({ type: 'hand.raised', personId: personId as PersonId })
const by = (commandId: string | null = null) => ({
  by: 'ana' as PersonId,
  commandId: commandId as CommandId | null,
  at: 1_900_000_000_000,
})

/** What every store holds to, whichever database is under it. */
export function storeSuite(name: string, make: () => Promise<Place>): void {
  describe(`the store on ${name}`, () => {
    let place: Place
    let store: Store
    beforeEach(async () => {
      place = await make()
      store = await place.open()
      await store.db
        .insertInto('communities')
        .values({ id: 'c' as never, name: 'C', purpose: '', norms: '[]', districts: '[]', createdAt: 0 })
        .execute()
      for (const id of [one, other])
        await store.db
          .insertInto('sessions')
          .values({
            id,
            communityId: 'c' as never,
            title: 'T',
            focusQuestion: '',
            protocolId: 'p',
            protocol: '{}',
            presenterId: null,
            facilitatorIds: '[]',
            startsAt: 1_900_000_000_000,
            timeZone: 'UTC',
            minutes: 40,
            lobby: 'guests',
            enforcement: 'enforced',
            phase: 'planned',
            createdAt: 0,
          })
          .execute()
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    test('[J1] events are read as they were written, numbered from one without gaps', async () => {
      const first = await store.journal.append(one, 0, [raise('ana'), raise('ben')], by('k1'))
      const second = await store.journal.append(one, 2, [{ type: 'session.ended' }], { ...by(), by: null })
      if (!first.ok || !second.ok) throw new Error('not appended')
      const events = await store.journal.read(one)
      expect(events).toEqual([...first.events, ...second.events])
      expect(events).toEqual([
        {
          type: 'hand.raised',
          personId: 'ana',
          sessionId: one,
          seq: 1,
          at: 1_900_000_000_000,
          by: 'ana',
          commandId: 'k1',
        },
        {
          type: 'hand.raised',
          personId: 'ben',
          sessionId: one,
          seq: 2,
          at: 1_900_000_000_000,
          by: 'ana',
          commandId: null,
        },
        { type: 'session.ended', sessionId: one, seq: 3, at: 1_900_000_000_000, by: null, commandId: null },
      ])
    })

    test('[J2] one reads on from the number one has; sessions do not meet', async () => {
      await store.journal.append(one, 0, [raise('ana'), raise('ben'), raise('cai')], by())
      await store.journal.append(other, 0, [raise('dan')], by())
      expect((await store.journal.read(one, 1)).map(({ seq }) => seq)).toEqual([2, 3])
      expect(await store.journal.read(one, 3)).toEqual([])
      expect((await store.journal.read(other)).map(({ seq }) => seq)).toEqual([1])
      expect(await store.journal.read('session-3' as SessionId)).toEqual([])
      expect(await store.journal.heads([one, other, 'session-3' as SessionId])).toEqual(
        new Map([
          [one, 3],
          [other, 1],
        ]),
      )
      expect(await store.journal.heads([])).toEqual(new Map())
    })

    test('[J3] who expected another number gets a conflict, and nothing of hers is written', async () => {
      await store.journal.append(one, 0, [raise('ana')], by())
      expect(await store.journal.append(one, 0, [raise('ben'), raise('cai')], by('k2'))).toEqual({
        ok: false,
        reason: 'conflict',
      })
      expect(await store.journal.read(one)).toHaveLength(1)
      expect(await store.journal.committed(one, 'k2' as CommandId)).toBeNull()
      expect(await store.journal.append(one, 1, [raise('ben')], by('k2'))).toMatchObject({ ok: true })
    })

    test('[J4] a command is committed once, whatever number is expected; in another session it is another', async () => {
      await store.journal.append(one, 0, [raise('ana'), raise('ben')], by('k1'))
      for (const expected of [0, 2])
        expect(await store.journal.append(one, expected, [raise('cai')], by('k1'))).toEqual({
          ok: false,
          reason: 'duplicate',
          seq: 1,
        })
      expect(await store.journal.read(one)).toHaveLength(2)
      expect(await store.journal.committed(one, 'k1' as CommandId)).toBe(1)
      expect(await store.journal.append(other, 0, [raise('ana')], by('k1'))).toMatchObject({ ok: true })
    })

    test('[J5] the server’s own commands have no id and are never each other’s', async () => {
      for (const expected of [0, 1, 2])
        expect(await store.journal.append(one, expected, [raise('ana')], by())).toMatchObject({ ok: true })
    })

    test('[J6] a session that does not exist has no journal', async () => {
      await expect(store.journal.append('session-3' as SessionId, 0, [raise('ana')], by())).rejects.toThrow(
        /foreign key/i,
      )
    })

    test('[J7] whatever people write comes back to the letter', async () => {
      const text = `"'\\;-- \u0001 \u2028 \u{1F332} ${'x'.repeat(2000)} \n\t`
      await store.journal.append(one, 0, [{ type: 'chat.said', personId: 'ana' as PersonId, text }], by())
      expect(await store.journal.read(one)).toMatchObject([{ text }])
    })

    test('[J8] two that write to the same session at once: each number is given once, and nobody’s write is lost or half', async () => {
      const second = await place.open()
      const write = async (from: Store, name: string) => {
        let conflicts = 0
        for (let count = 0; count < 40;) {
          const expected = (await from.journal.read(one)).length
          const answer = await from.journal.append(one, expected, [raise(name), raise(name)], by(`${name}-${count}`))
          if (answer.ok) count++
          else conflicts++
        }
        return conflicts
      }
      await Promise.all([write(store, 'ana'), write(second, 'ben')])
      await second.close()
      const events = await store.journal.read(one)
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 160 }, (_, index) => index + 1))
      const pairs = events.filter((_, index) => index % 2 === 0).map(({ seq, commandId }) => [seq, commandId])
      expect(pairs.every(([, commandId]) => commandId !== null)).toBe(true)
      expect(new Set(pairs.map(([, commandId]) => commandId)).size).toBe(80)
    })

    test('[J9] opened again, it is what it was: no migration runs twice', async () => {
      await store.journal.append(one, 0, [raise('ana')], by('k1'))
      await store.close()
      store = await place.open()
      expect(await store.journal.read(one)).toHaveLength(1)
      expect(await store.journal.append(one, 0, [raise('ana')], by('k1'))).toMatchObject({
        reason: 'duplicate',
        seq: 1,
      })
    })

    test('[J10] with its session goes all that hangs on it', async () => {
      await store.journal.append(one, 0, [raise('ana')], by())
      await store.db.deleteFrom('sessions').where('id', '=', one).execute()
      expect(await store.journal.read(one)).toEqual([])
    })

    describe('words', () => {
      const said = (text: string, more: Partial<Passage> = {}): Passage => ({
        kind: 'chat',
        communityId: 'c' as never,
        sessionId: one,
        cardId: null,
        onlyFor: null,
        everywhere: false,
        at: 1_900_000_000_000,
        stepIndex: null,
        text,
        ...more,
      })
      const mine = { personId: 'ana' as PersonId, communityIds: ['c' as never] }
      const found = async (query: string, scope = mine) =>
        (await store.search.find(query, scope)).map(({ text }) => text).toSorted()

      test('[J13] are found by their beginnings, all of them, without case and accents', async () => {
        await store.search.setSession(one, 1, [said('Qué DÍA más frío'), said('a day like any'), said('día a día')])
        expect(await found('dia')).toEqual(['Qué DÍA más frío', 'día a día'])
        expect(await found('fri día')).toEqual(['Qué DÍA más frío'])
        for (const none of ['ía', 'dia day', '', '*', '"', "' & | ! :* ("])
          expect([none, await found(none)]).toEqual([none, []])
        const [first] = await store.search.find('frio', mine)
        expect(first).toMatchObject({ parts: ['Qué DÍA más ', 'frío', ''], at: 1_900_000_000_000, everywhere: false })
      })

      test('[J13] are found by whom they are for', async () => {
        await store.search.setSession(one, 1, [said('heron'), said('heron alone', { onlyFor: 'ben' as PersonId })])
        await store.search.setSession(other, 1, [said('heron everywhere', { sessionId: other, everywhere: true })])
        expect(await found('heron')).toEqual(['heron', 'heron everywhere'])
        expect(await found('heron', { ...mine, personId: 'ben' as PersonId })).toHaveLength(3)
        expect(await found('heron', { ...mine, communityIds: [] })).toEqual(['heron everywhere'])
        expect(await found('heron', { ...mine, communityIds: [], sessionId: one } as never)).toEqual(['heron'])
      })

      test('[J14] are replaced, once by two at the same moment, never by who knows less, and go with what held them', async () => {
        await store.search.setSession(one, 2, [said('heron')])
        await store.search.setSession(one, 1, [said('older')])
        expect([await found('heron'), await found('older')]).toEqual([['heron'], []])
        // A folder is one process's; a shared database has several.
        const second = store.kind === 'postgres' ? await place.open() : null
        await Promise.all([store, second ?? store].map(({ search }) => search.setSession(one, 3, [said('crane')])))
        await second?.close()
        expect([await found('heron'), await found('crane')]).toEqual([[], ['crane']])
        await store.db.deleteFrom('sessions').where('id', '=', one).execute()
        expect(await found('crane')).toEqual([])
      })

      test('[J14] a journal that went on is behind until its session is searchable again', async () => {
        await store.journal.append(one, 0, [raise('ana')], by())
        expect(await store.search.behind()).toEqual([one])
        await store.search.setSession(one, 1, [])
        expect(await store.search.behind()).toEqual([])
        await store.journal.append(one, 1, [raise('ben')], by())
        expect(await store.search.behind()).toEqual([one])
      })
    })
  })
}
