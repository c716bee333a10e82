import type { ProtocolFile, Step } from '@copse/contract'
import { sharesFor } from '@copse/protocols'
import {
  blocksOf,
  closeOf,
  draftOf,
  entriesOf,
  freshId,
  isBlock,
  newStep,
  protocolOf,
  rowsOf,
  stepsOf,
  USUAL_TOPICS,
  type About,
  type Block,
  type Draft,
  type Row,
} from './draft.ts'
import { even } from './even.ts'

/** More steps back than this nobody takes; each is small. */
const MOST_KEPT = 200

/** The editor: a draft, what it was before and after, and what is chosen in the list (a step's id, a block's key; null: the protocol itself). */
export interface Editing {
  readonly draft: Draft
  readonly past: readonly Draft[]
  readonly future: readonly Draft[]
  /** The draft as it was last saved or opened. */
  readonly saved: Draft
  readonly chosen: string | null
  /** What the last change was about: the next one about the same is one with it for undo. */
  readonly last: string | null
}

export type Edit =
  | { readonly type: 'about'; readonly change: Partial<About>; readonly field: string }
  | { readonly type: 'step'; readonly id: string; readonly change: Partial<Step>; readonly field: string }
  | {
      readonly type: 'block'
      readonly key: string
      readonly change: Partial<Pick<Block, 'repeat' | 'items' | 'most'>>
      readonly field: string
    }
  /** `before`: the row that follows what is moved; null: to the end. */
  | { readonly type: 'move'; readonly keys: readonly string[]; readonly before: string | null }
  /** After the row named, inside its block; null: at the end. */
  | { readonly type: 'add'; readonly after: string | null; readonly title: Step['title'] }
  | { readonly type: 'duplicate'; readonly key: string }
  | { readonly type: 'remove'; readonly key: string }
  | { readonly type: 'wrap'; readonly id: string }
  | { readonly type: 'unwrap'; readonly key: string }
  | { readonly type: 'fit'; readonly minutes: number; readonly expectedPeople: number }
  | { readonly type: 'replace'; readonly file: ProtocolFile }
  | { readonly type: 'choose'; readonly key: string | null }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'saved'; readonly draft: Draft }

export function startEditing(file: ProtocolFile, unsaved?: Draft): Editing {
  const saved = draftOf(file)
  return { draft: unsaved ?? saved, past: [], future: [], saved, chosen: null, last: null }
}

export const isChanged = ({ draft, saved }: Editing): boolean =>
  draft !== saved && JSON.stringify(protocolOf(draft)) !== JSON.stringify(protocolOf(saved))

/** A new draft from the rows of the old one in another order or number. */
const arranged = (draft: Draft, rows: readonly Row[]): Draft => ({ ...draft, entries: entriesOf(rows) })

function withStep(draft: Draft, id: string, change: Partial<Step>): Draft {
  const changed = (step: Step): Step => (step.id === id ? { ...step, ...change } : step)
  const entries = draft.entries.map((entry) =>
    isBlock(entry) ? { ...entry, steps: entry.steps.map(changed) } : changed(entry),
  )
  return { ...draft, entries }
}

/** Rows taken out and put in before another. A block moves whole, and never into a block. */
function moved(draft: Draft, keys: readonly string[], before: string | null): Draft {
  const rows = rowsOf(draft)
  // The line where a repeat ends goes with its repeat, and nowhere by itself.
  const goes = (row: Row) =>
    (row.kind !== 'close' && keys.includes(row.key)) ||
    (row.kind !== 'open' && row.block !== null && keys.includes(row.block))
  const taken = rows.filter(goes)
  if (taken.length === 0 || taken.some(({ key }) => key === before)) return draft
  const rest = rows.filter((row) => !goes(row))
  let at = before === null ? rest.length : rest.findIndex(({ key }) => key === before)
  if (at < 0) return draft
  const target = rest[at]
  // A place inside another block is no place for a block: it goes after it.
  const inside = target && target.kind !== 'open' ? target.block : null
  if (inside !== null && taken.some(({ kind }) => kind === 'open'))
    at = rest.findIndex(({ key }) => key === closeOf(inside)) + 1
  const next = rest.toSpliced(at, 0, ...taken)
  return next.every(({ key }, index) => key === rows[index]!.key) ? draft : arranged(draft, next)
}

/**
 * What a step or repeat comes before when it goes one row up or down, as `move` takes it; undefined: there is no further. A step goes
 * into a repeat and out again, a repeat past whole entries.
 */
export function beforeOf(draft: Draft, key: string, by: -1 | 1): string | null | undefined {
  const isStep = !blocksOf(draft).some((block) => block.key === key)
  const keys = isStep
    ? rowsOf(draft).map((row) => row.key)
    : draft.entries.map((entry) => (isBlock(entry) ? entry.key : entry.id))
  const at = keys.indexOf(key)
  return by < 0 ? keys[at - 1] : at + 1 < keys.length ? (keys[at + 2] ?? null) : undefined
}

/** Where the row after this one is, so that what is put in before it comes right after. */
const after = (rows: readonly Row[], key: string | null): number => {
  const at = rows.findIndex((row) => row.key === key)
  return at < 0 ? rows.length : at + 1
}

function copied(draft: Draft, key: string): { draft: Draft; chosen: string } {
  const block = blocksOf(draft).find((one) => one.key === key)
  if (block) {
    let next = draft
    const steps: Step[] = []
    for (const step of block.steps) {
      const copy = { ...step, id: freshId(next, step.id) }
      steps.push(copy)
      next = { ...next, entries: [...next.entries, copy] }
    }
    const twin = { ...block, key: freshId(next, 'block'), steps }
    const at = draft.entries.indexOf(block) + 1
    return { draft: { ...draft, entries: draft.entries.toSpliced(at, 0, twin) }, chosen: twin.key }
  }
  const rows = rowsOf(draft)
  const row = rows.find((one) => one.key === key)
  if (row?.kind !== 'step') return { draft, chosen: key }
  const step = { ...row.step, id: freshId(draft, row.step.id) }
  const copy: Row = { kind: 'step', key: step.id, step, block: row.block }
  return { draft: arranged(draft, rows.toSpliced(after(rows, key), 0, copy)), chosen: step.id }
}

function removed(draft: Draft, key: string): { draft: Draft; chosen: string | null } {
  const rows = rowsOf(draft)
  if (!rows.some((row) => row.key === key && row.kind !== 'close')) return { draft, chosen: key }
  const rest = rows.filter((row) => row.key !== key && (row.kind === 'open' || row.block !== key))
  const next = arranged(draft, rest)
  // A protocol without steps is none: the last one stays.
  if (next.entries.length === 0) return { draft, chosen: key }
  const at = rows.findIndex((row) => row.key === key)
  const near = [...rows.slice(at + 1), ...rows.slice(0, at).toReversed()]
  const left = new Set(rowsOf(next).flatMap((row) => (row.kind === 'step' ? [row.key] : [])))
  return { draft: next, chosen: near.find((row) => left.has(row.key))?.key ?? null }
}

/** A step that is in no repeat yet, put into one of its own. */
function wrapped(draft: Draft, id: string, chosen: string | null): { draft: Draft; chosen: string | null } {
  const at = draft.entries.findIndex((entry) => !isBlock(entry) && entry.id === id)
  if (at < 0) return { draft, chosen }
  const block: Block = {
    key: freshId(draft, 'block'),
    repeat: 'people',
    items: [],
    most: USUAL_TOPICS,
    steps: [draft.entries[at] as Step],
  }
  return { draft: { ...draft, entries: draft.entries.with(at, block) }, chosen: block.key }
}

/** Every step's usual minutes set to what fits the total, within their bounds and the same in every round. */
export function fitted(draft: Draft, minutes: number, expectedPeople: number): Draft {
  const { shares, pauses } = sharesFor(protocolOf(draft), { minutes, expectedPeople })
  const given = even(
    stepsOf(draft).map(({ id, minutes: { min, max } }) => ({ rounds: shares.get(id)!, min, max })),
    minutes - pauses,
  )
  const byId = new Map(stepsOf(draft).map(({ id }, index) => [id, given[index]!]))
  const changed = (step: Step): Step => ({ ...step, minutes: { ...step.minutes, default: byId.get(step.id)! } })
  const entries = draft.entries.map((entry) =>
    isBlock(entry) ? { ...entry, steps: entry.steps.map(changed) } : changed(entry),
  )
  return { ...draft, entries }
}

/** What an edit makes of the draft and of what is chosen; the same draft where it changes nothing. */
function applied({ draft, chosen }: Editing, edit: Edit): { draft: Draft; chosen: string | null } {
  switch (edit.type) {
    case 'about':
      return { draft: { ...draft, about: { ...draft.about, ...edit.change } }, chosen }
    case 'step':
      return { draft: withStep(draft, edit.id, edit.change), chosen }
    case 'block': {
      const entries = draft.entries.map((entry) =>
        isBlock(entry) && entry.key === edit.key ? { ...entry, ...edit.change } : entry,
      )
      return { draft: { ...draft, entries }, chosen }
    }
    case 'move':
      return { draft: moved(draft, edit.keys, edit.before), chosen }
    case 'add': {
      const rows = rowsOf(draft)
      const id = freshId(draft, 'step')
      const row: Row = { kind: 'step', key: id, step: newStep(id, edit.title), block: null }
      return { draft: arranged(draft, rows.toSpliced(after(rows, edit.after), 0, row)), chosen: id }
    }
    case 'duplicate':
      return copied(draft, edit.key)
    case 'remove':
      return removed(draft, edit.key)
    case 'wrap':
      return wrapped(draft, edit.id, chosen)
    case 'unwrap': {
      const block = blocksOf(draft).find(({ key }) => key === edit.key)
      if (!block) return { draft, chosen }
      const entries = draft.entries.toSpliced(draft.entries.indexOf(block), 1, ...block.steps)
      return { draft: { ...draft, entries }, chosen: block.steps[0]!.id }
    }
    case 'fit':
      return { draft: fitted(draft, edit.minutes, edit.expectedPeople), chosen }
    case 'replace':
      return { draft: draftOf(edit.file), chosen: null }
    default:
      return { draft, chosen }
  }
}

const keyThere = (draft: Draft, key: string | null): string | null =>
  key !== null && rowsOf(draft).some((row) => row.key === key) ? key : null

/** Changes about one field in a row are one step of undo, so that a word typed is taken back as a word. */
const aboutOf = (edit: Edit): string | null => {
  if (edit.type === 'about') return edit.field
  if (edit.type === 'step') return `${edit.id}/${edit.field}`
  return edit.type === 'block' ? `${edit.key}/${edit.field}` : null
}

export function edited(editing: Editing, edit: Edit): Editing {
  const { past, future, draft } = editing
  switch (edit.type) {
    case 'choose':
      return { ...editing, chosen: keyThere(draft, edit.key), last: null }
    case 'saved':
      return { ...editing, saved: edit.draft, last: null }
    case 'undo': {
      const before = past.at(-1)
      if (!before) return editing
      const chosen = keyThere(before, editing.chosen)
      return { ...editing, draft: before, past: past.slice(0, -1), future: [draft, ...future], chosen, last: null }
    }
    case 'redo': {
      const [next, ...later] = future
      if (!next) return editing
      return {
        ...editing,
        draft: next,
        past: [...past, draft],
        future: later,
        chosen: keyThere(next, editing.chosen),
        last: null,
      }
    }
    default: {
      const next = applied(editing, edit)
      if (next.draft === draft) return { ...editing, chosen: next.chosen }
      const last = aboutOf(edit)
      const same = last !== null && last === editing.last
      return {
        ...editing,
        draft: next.draft,
        // A repeat that lost its last step is gone, though it was chosen.
        chosen: keyThere(next.draft, next.chosen),
        past: same ? past : [...past, draft].slice(-MOST_KEPT),
        future: [],
        last,
      }
    }
  }
}
