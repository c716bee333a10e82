import { ProtocolFile, type Step } from '@copse/contract'
import { catalogue, plan, protocolById, totalMs } from '@copse/protocols'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftOf, fileOf, isBlock, newStep, protocolOf, rowsOf, stepsOf, type Draft, type Entry } from './draft.ts'
import { even } from './even.ts'
import { beforeOf, edited, fitted, isChanged, startEditing, type Edit, type Editing } from './editing.ts'

const open = (id: string): Editing => startEditing(protocolById(id)!)
const run = (editing: Editing, ...edits: Edit[]): Editing => edits.reduce(edited, editing)
const shape = ({ draft }: Editing) =>
  rowsOf(draft)
    .map((row) => (row.kind === 'open' ? '[' : row.kind === 'close' ? ']' : row.key))
    .join(' ')
const total = (draft: Draft) => totalMs(plan(protocolOf(draft))) / 60_000

/** Ids as a file may have them: also those that look like the names of what is only in the list. */
const ids = fc.uniqueArray(fc.constantFrom('step', 'step-2', 'block', 'block-1', 'block-2', 'block-3', 'a', 'b'), {
  minLength: 1,
})
/** Protocols of such steps, cut into single steps and repeats. */
const awkward = fc
  .tuple(ids, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }))
  .map(([ids, repeats]): ProtocolFile => {
    const { id: _id, version: _version, ...file } = protocolById('consultancy')!
    const steps: ProtocolFile['steps'] = []
    for (let at = 0; at < ids.length; at += repeats[at] ? 2 : 1) {
      const inner = ids.slice(at, at + 2).map((id) => newStep(id, { en: id }))
      if (repeats[at]) steps.push({ repeat: 'people', steps: inner })
      else steps.push(inner[0]!)
    }
    return { ...file, steps }
  })

describe('[E3] opening and keeping', () => {
  test.each(catalogue.map((protocol) => [protocol.id, protocol] as const))(
    '[E3] %s is kept as it was opened',
    (_, protocol) => {
      const { id: _id, version: _version, ...file } = protocol
      expect(fileOf(draftOf(protocol))).toEqual(file)
      expect(isChanged(startEditing(protocol))).toBe(false)
    },
  )
  test('[E3] silence follows from the floor, and what was left empty is not kept', () => {
    const editing = run(
      open('consultancy'),
      { type: 'step', id: 'read', field: 'floor', change: { floor: { mode: 'open' } } },
      {
        type: 'step',
        id: 'dilemma',
        field: 'floor',
        change: { floor: { mode: 'nobody' }, guidance: { en: ' ', es: '' } },
      },
      { type: 'step', id: 'dilemma', field: 'title', change: { title: { en: ' Alone ', es: '  ' } } },
    )
    const [dilemma, read] = stepsOf(draftOf(fileOf(editing.draft)))
    expect(dilemma).toMatchObject({ silence: true, title: { en: 'Alone' } })
    expect(dilemma).not.toHaveProperty('guidance')
    expect(read).not.toHaveProperty('silence')
    expect(ProtocolFile.safeParse(fileOf(editing.draft)).error).toBeUndefined()
  })
})

describe('[E4] arranging', () => {
  test('[E4] a step moves before another, or to the end', () => {
    const opened = open('consultancy')
    expect(shape(run(opened, { type: 'move', keys: ['debrief'], before: 'read' }))).toBe(
      'dilemma debrief read clarifying probing discussion reflection',
    )
    expect(shape(run(opened, { type: 'move', keys: ['dilemma'], before: null }))).toBe(
      'read clarifying probing discussion reflection debrief dilemma',
    )
    for (const before of ['read', 'clarifying'])
      expect(run(opened, { type: 'move', keys: ['read'], before })).toEqual(opened)
  })
  test('[E4] steps move into a repeat and out of it; a repeat moves whole, never into another', () => {
    const opened = open('microlab')
    expect(shape(opened)).toBe('opening [ question writing sharing ] debrief')
    const block = rowsOf(opened.draft).find((row) => row.kind === 'open')!.key
    expect(shape(run(opened, { type: 'move', keys: ['debrief'], before: 'writing' }))).toBe(
      'opening [ question debrief writing sharing ]',
    )
    expect(shape(run(opened, { type: 'move', keys: ['question'], before: block }))).toBe(
      'opening question [ writing sharing ] debrief',
    )
    expect(shape(run(opened, { type: 'move', keys: [block], before: null }))).toBe(
      'opening debrief [ question writing sharing ]',
    )
    const two = run(opened, { type: 'duplicate', key: block })
    expect(shape(two)).toBe('opening [ question writing sharing ] [ question-2 writing-2 sharing-2 ] debrief')
    expect(shape(run(two, { type: 'move', keys: [block], before: 'writing-2' }))).toBe(
      'opening [ question-2 writing-2 sharing-2 ] [ question writing sharing ] debrief',
    )
  })
  test('[E4] row by row a step goes through a repeat and out of it, and a repeat past whole entries, as far as there are any', () => {
    const walk = (from: Editing, key: string, by: -1 | 1): string[] => {
      const before = beforeOf(from.draft, key, by)
      if (before === undefined) return []
      const next = run(from, { type: 'move', keys: [key], before })
      return [shape(next), ...walk(next, key, by)]
    }
    const opened = open('microlab')
    expect(walk(opened, 'opening', 1)).toEqual([
      '[ opening question writing sharing ] debrief',
      '[ question opening writing sharing ] debrief',
      '[ question writing opening sharing ] debrief',
      '[ question writing sharing opening ] debrief',
      '[ question writing sharing ] opening debrief',
      '[ question writing sharing ] debrief opening',
    ])
    expect(walk(opened, 'debrief', -1)).toEqual([
      'opening [ question writing sharing debrief ]',
      'opening [ question writing debrief sharing ]',
      'opening [ question debrief writing sharing ]',
      'opening [ debrief question writing sharing ]',
      'opening debrief [ question writing sharing ]',
      'debrief opening [ question writing sharing ]',
    ])
    const block = rowsOf(opened.draft).find((row) => row.kind === 'open')!.key
    const two = run(opened, { type: 'duplicate', key: block })
    expect(walk(two, block, 1)).toEqual([
      'opening [ question-2 writing-2 sharing-2 ] [ question writing sharing ] debrief',
      'opening [ question-2 writing-2 sharing-2 ] debrief [ question writing sharing ]',
    ])
    expect(walk(two, two.chosen!, -1)).toEqual([
      'opening [ question-2 writing-2 sharing-2 ] [ question writing sharing ] debrief',
      '[ question-2 writing-2 sharing-2 ] opening [ question writing sharing ] debrief',
    ])
  })
  test('[E4] a repeat without a step goes; the last step stays', () => {
    const one = run(
      open('microlab'),
      { type: 'remove', key: 'question' },
      { type: 'remove', key: 'writing' },
      { type: 'remove', key: 'sharing' },
    )
    expect(shape(one)).toBe('opening debrief')
    expect(one.chosen).toBe('debrief')
    const last = run(one, { type: 'remove', key: 'debrief' }, { type: 'remove', key: 'opening' })
    expect(shape(last)).toBe('opening')
  })
  test('[E4] a step is put into a repeat and let out again, added and copied with a name of its own', () => {
    const wrapped = run(open('consultancy'), { type: 'wrap', id: 'probing' })
    expect(shape(wrapped)).toBe('dilemma read clarifying [ probing ] discussion reflection debrief')
    expect(shape(run(wrapped, { type: 'unwrap', key: wrapped.chosen! }))).toBe(shape(open('consultancy')))
    const added = run(
      wrapped,
      { type: 'add', after: 'probing', title: { en: 'New' } },
      { type: 'duplicate', key: 'read' },
    )
    expect(shape(added)).toBe('dilemma read read-2 clarifying [ probing step ] discussion reflection debrief')
    expect(added.chosen).toBe('read-2')
  })
})

describe('[E5] undo', () => {
  test('[E5] words typed into one field are taken back as one, other changes one by one', () => {
    const type = (text: string): Edit => ({ type: 'about', field: 'title.en', change: { title: { en: text } } })
    const typed = run(open('consultancy'), type('O'), type('Ou'), type('Our'), { type: 'remove', key: 'read' })
    const back = run(typed, { type: 'undo' })
    expect([back.draft.about.title.en, stepsOf(back.draft).length]).toEqual(['Our', 7])
    expect(run(back, { type: 'undo' }).draft.about.title.en).toBe('Consultancy')
    expect(run(back, { type: 'redo' }).draft).toBe(typed.draft)
  })

  const key = (editing: Editing, pick: number) => {
    const rows = rowsOf(editing.draft)
    return rows[pick % rows.length]!.key
  }
  /** Any edit of a few kinds; `pick` and `other` choose among the rows there are then. */
  const anyEdit = fc.record({
    kind: fc.constantFrom('move', 'add', 'duplicate', 'remove', 'wrap', 'unwrap', 'title', 'fit', 'choose'),
    pick: fc.nat(40),
    other: fc.nat(40),
  })
  const toEdit = (editing: Editing, { kind, pick, other }: { kind: string; pick: number; other: number }): Edit => {
    const row = key(editing, pick)
    switch (kind) {
      case 'move':
        return { type: 'move', keys: [row], before: other % 7 === 0 ? null : key(editing, other) }
      case 'add':
        return { type: 'add', after: row, title: { en: 'New' } }
      case 'duplicate':
        return { type: 'duplicate', key: row }
      case 'remove':
        return { type: 'remove', key: row }
      case 'wrap':
        return { type: 'wrap', id: row }
      case 'unwrap':
        return { type: 'unwrap', key: row }
      case 'title':
        return { type: 'step', id: row, field: 'title', change: { title: { en: `Title ${other}` } } }
      case 'fit':
        return { type: 'fit', minutes: 5 + other * 3, expectedPeople: 4 }
      default:
        return { type: 'choose', key: row }
    }
  }

  test('[E5] whatever was done can be taken back to the beginning and done again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...catalogue), fc.array(anyEdit, { maxLength: 30 }), (protocol, edits) => {
        let editing = startEditing(protocol)
        const first = editing.draft
        for (const edit of edits) editing = edited(editing, toEdit(editing, edit))
        const { draft: last, past } = editing
        for (let step = 0; step < past.length; step++) editing = edited(editing, { type: 'undo' })
        expect(editing.draft).toBe(first)
        for (let step = 0; step < past.length; step++) editing = edited(editing, { type: 'redo' })
        expect(editing.draft).toBe(last)
      }),
      { numRuns: 200 },
    )
  })

  test('[E6] whatever was arranged is a protocol: each step once, no repeat without one, what is chosen is there', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...catalogue), awkward),
        fc.array(anyEdit, { maxLength: 14 }),
        (file, edits) => {
          let editing = startEditing(file)
          for (const edit of edits) editing = edited(editing, toEdit(editing, edit))
          const ids = rowsOf(editing.draft).map((row) => row.key)
          expect(new Set(ids).size).toBe(ids.length)
          expect([null, ...ids]).toContain(editing.chosen)
          expect(editing.draft.entries.filter((entry) => isBlock(entry) && entry.steps.length === 0)).toEqual([])
          const steps = stepsOf(editing.draft).length
          expect(steps).toBeGreaterThan(0)
          fc.pre(steps <= 30)
          expect(ProtocolFile.safeParse(fileOf(filled(editing.draft))).error).toBeUndefined()
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('[E8] moving', () => {
  const moves = fc.array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), fc.nat(20)), { maxLength: 8 })

  test('[E8] whatever rows are moved wherever, no step is lost or doubled, and what did not move keeps its order', () => {
    fc.assert(
      fc.property(awkward, moves, (file, moves) => {
        let editing = startEditing(file)
        const known = stepsOf(editing.draft)
        for (const [picks, place] of moves) {
          const rows = rowsOf(editing.draft)
          const at = (pick: number) => rows[pick % rows.length]!.key
          const keys = picks.map(at)
          const before = place % 7 === 0 ? null : at(place)
          const stay = (draft: Draft) =>
            rowsOf(draft).flatMap((row) =>
              row.kind === 'step' && !keys.includes(row.key) && !(row.block !== null && keys.includes(row.block))
                ? [row.key]
                : [],
            )
          const next = edited(editing, { type: 'move', keys, before })
          expect(new Set(stepsOf(next.draft))).toEqual(new Set(known))
          expect(stepsOf(next.draft)).toHaveLength(known.length)
          expect(stay(next.draft)).toEqual(stay(editing.draft))
          editing = next
        }
      }),
      { numRuns: 1000 },
    )
  })
})

/** New steps have no prompt yet. */
const filled = (draft: Draft): Draft => ({
  ...draft,
  entries: draft.entries.map((entry) =>
    isBlock(entry)
      ? { ...entry, steps: entry.steps.map((step) => ({ ...step, prompt: { en: 'Do' } })) }
      : { ...entry, prompt: { en: 'Do' } },
  ),
})

describe('[E7] fitting', () => {
  test('[E7] to 40 minutes, within each step’s bounds', () => {
    const fitted = run(open('consultancy'), { type: 'fit', minutes: 40, expectedPeople: 5 })
    expect(total(fitted.draft)).toBe(40)
    for (const { minutes } of stepsOf(fitted.draft)) {
      expect(minutes.default).toBeGreaterThanOrEqual(minutes.min)
      expect(minutes.default).toBeLessThanOrEqual(minutes.max)
    }
  })
  test('[E7] where the bounds do not reach, as near as they go', () => {
    const least = run(open('consultancy'), { type: 'fit', minutes: 1, expectedPeople: 5 })
    expect(stepsOf(least.draft).map(({ minutes }) => minutes.default)).toEqual(
      stepsOf(least.draft).map(({ minutes }) => minutes.min),
    )
  })
  test('[E7] one number for all rounds of a step, and the total exactly wherever quarters of a minute come to it', () => {
    const bounds = fc
      .tuple(fc.integer({ min: 1, max: 24 }), fc.nat(16), fc.nat(16))
      .map(([min, more, most]) => ({ min: min / 4, default: (min + more) / 4, max: (min + more + most) / 4 }))
    const entry = fc.record({ repeats: fc.boolean(), steps: fc.array(bounds, { minLength: 1, maxLength: 3 }) })
    const drafts = fc.array(entry, { minLength: 1, maxLength: 3 }).map((entries): Draft => {
      const { about } = open('consultancy').draft
      const steps = entries.map(({ steps }, at) =>
        steps.map((minutes, index): Step => ({ ...newStep(`s${at}-${index}`, { en: 'A' }), minutes })),
      )
      return {
        about,
        entries: entries.flatMap(({ repeats }, at): Entry[] =>
          repeats ? [{ key: `r${at}`, repeat: 'people' as const, items: [], most: 5, steps: steps[at]! }] : steps[at]!,
        ),
      }
    })
    fc.assert(
      fc.property(drafts, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 7 }), (draft, minutes, people) => {
        const outcome = fitted(draft, minutes, people)
        let sums = new Set([0])
        for (const entry of draft.entries)
          for (const one of isBlock(entry) ? entry.steps : [entry]) {
            const times = isBlock(entry) ? people : 1
            const choices = Array.from(
              { length: (one.minutes.max - one.minutes.min) * 4 + 1 },
              (_, quarters) => (one.minutes.min + quarters / 4) * times,
            )
            sums = new Set([...sums].flatMap((sum) => choices.map((choice) => sum + choice)))
          }
        const off = (sum: number) => Math.abs(sum - minutes)
        const reached = totalMs(plan(protocolOf(outcome), { expectedPeople: people })) / 60_000
        expect(off(reached)).toBe(Math.min(...[...sums].map(off)))
        for (const { minutes } of stepsOf(outcome)) {
          expect(minutes.default * 4).toBe(Math.round(minutes.default * 4))
          expect(minutes.default).toBeGreaterThanOrEqual(minutes.min)
          expect(minutes.default).toBeLessThanOrEqual(minutes.max)
        }
      }),
    )
  })
  test('[E7] a step whose bounds hold no quarter of a minute stays as it is; the others take the rest', () => {
    const given = even(
      [
        { rounds: [6.2, 6.1, 6.1, 6.1], min: 6.05, max: 6.2 },
        { rounds: [8], min: 2, max: 8 },
      ],
      30,
    )
    expect(given[0]).toBeCloseTo(6.125)
    expect(given[1]).toBe(5.5)
  })
})
