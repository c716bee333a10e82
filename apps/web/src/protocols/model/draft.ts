import type { BoardLayout, LocalText, Protocol, ProtocolFile, Repeat, Step } from '@copse/contract'

/** A protocol while it is written: what is not finished may stand, and nothing typed is thrown away. */
export interface Draft {
  readonly about: About
  readonly entries: readonly Entry[]
}
export type About = Omit<ProtocolFile, '$schema' | 'id' | 'version' | 'steps'>
export type Entry = Step | Block

/** A repeated block. Its items and most stay while it repeats over people, so that a change of mind costs nothing. */
export interface Block {
  readonly key: string
  readonly repeat: Repeat['repeat']
  readonly items: readonly LocalText[]
  /** Of topics. */
  readonly most: number
  readonly steps: readonly Step[]
}
export const USUAL_TOPICS = 5
export const isBlock = (entry: Entry): entry is Block => 'repeat' in entry

/** The list as it is seen and dragged: steps, and around those of a block a line where it opens and one where it closes. */
export type Row =
  | { readonly kind: 'step'; readonly key: string; readonly step: Step; readonly block: string | null }
  | { readonly kind: 'open'; readonly key: string; readonly block: Block }
  | { readonly kind: 'close'; readonly key: string; readonly block: string }

export const closeOf = (key: string): string => `${key}/end`

export function rowsOf(draft: Draft): Row[] {
  return draft.entries.flatMap((entry): Row[] =>
    isBlock(entry)
      ? [
          { kind: 'open', key: entry.key, block: entry },
          ...entry.steps.map((step): Row => ({ kind: 'step', key: step.id, step, block: entry.key })),
          { kind: 'close', key: closeOf(entry.key), block: entry.key },
        ]
      : [{ kind: 'step', key: entry.id, step: entry, block: null }],
  )
}

/** The entries that rows in some order stand for. Blocks left without a step go. */
export function entriesOf(rows: readonly Row[]): Entry[] {
  const entries: Entry[] = []
  let open: { block: Block; steps: Step[] } | null = null
  for (const row of rows) {
    if (row.kind === 'open') open = { block: row.block, steps: [] }
    else if (row.kind === 'step') (open?.steps ?? entries).push(row.step)
    else if (open) {
      if (open.steps.length > 0) entries.push({ ...open.block, steps: open.steps })
      open = null
    }
  }
  return entries
}

export const stepsOf = (draft: Draft): Step[] =>
  draft.entries.flatMap((entry) => (isBlock(entry) ? entry.steps : [entry]))

export const blocksOf = (draft: Draft): Block[] => draft.entries.filter(isBlock)

/** A name that no step has yet: `step`, `step-2`, … */
export function freshId(draft: Draft, wish: string): string {
  const taken = new Set([...stepsOf(draft).map(({ id }) => id), ...blocksOf(draft).map(({ key }) => key)])
  const stem = wish.replace(/-\d+$/, '').slice(0, 34)
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`
    if (!taken.has(id)) return id
  }
}

export function draftOf(file: ProtocolFile): Draft {
  const { $schema: _schema, id: _id, version: _version, steps, ...about } = file
  const entries = steps.map((entry, index): Entry => {
    if (!('repeat' in entry)) return entry
    const items = 'items' in entry ? entry.items : []
    const most = 'most' in entry ? entry.most : USUAL_TOPICS
    // No step's name has a stroke in it: a file may well call a step `block-1`.
    return { key: `block/${index + 1}`, repeat: entry.repeat, items, most, steps: entry.steps }
  })
  return { about, entries }
}

/** Without what was left empty: a translation, a note, an exception that says nothing. */
function text(words: LocalText): LocalText {
  const es = words.es?.trim()
  return es ? { en: words.en.trim(), es } : { en: words.en.trim() }
}
const said = (words: LocalText | undefined): LocalText | undefined =>
  words && (words.en.trim() || words.es?.trim()) ? text(words) : undefined

const tidyLayout = (layout: BoardLayout): BoardLayout =>
  layout.kind === 'question' ? { ...layout, text: text(layout.text) } : { ...layout, titles: layout.titles.map(text) }

/** A step as it is kept: silence follows from the floor, and what says nothing is not there. */
function tidy(step: Step): Step {
  const { silence: _, guidance, board, choices, rest, minutes, ...plain } = step
  const { byRole, layout, ...others } = board
  const spoken = said(guidance)
  return {
    ...defined(plain),
    title: text(step.title),
    prompt: text(step.prompt),
    minutes: defined(minutes),
    board: {
      ...defined(others),
      ...(byRole && Object.keys(byRole).length > 0 && { byRole }),
      ...(layout && { layout: tidyLayout(layout) }),
    },
    ...(spoken && { guidance: spoken }),
    ...(choices && { choices: choices.map(text) }),
    ...(rest && { rest }),
    ...(step.floor.mode === 'nobody' && { silence: true }),
  }
}
const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value

export function fileOf({ about, entries }: Draft): ProtocolFile {
  const { description, ...others } = about
  const page = said(description)
  return {
    ...others,
    title: text(about.title),
    summary: text(about.summary),
    useWhen: text(about.useWhen),
    ...(page && { description: page }),
    steps: entries.map((entry) => {
      if (!isBlock(entry)) return tidy(entry)
      const steps = entry.steps.map(tidy)
      if (entry.repeat === 'topics') return { repeat: entry.repeat, most: entry.most, steps }
      return entry.repeat === 'people' || entry.repeat === 'stations'
        ? { repeat: entry.repeat, steps }
        : { repeat: entry.repeat, items: entry.items.map(text), steps }
    }),
  }
}

/** The draft as the engine plans and reviews it; what it is called and which version it is does not matter there. */
export const protocolOf = (draft: Draft): Protocol => ({ ...fileOf(draft), id: 'draft', version: 1 })

export const newStep = (id: string, title: LocalText): Step => ({
  id,
  title,
  prompt: { en: '' },
  minutes: { default: 5, min: 2, max: 10 },
  floor: { mode: 'open' },
  board: { everyone: 'write' },
  onEnd: 'chime',
})
