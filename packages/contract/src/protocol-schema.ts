import * as z from 'zod/mini'
import { ProtocolFile, Repeat, Step } from './protocol.ts'

/** What each field means, for whoever writes a file by hand. */
const meanings: Readonly<Record<string, string>> = {
  $schema: 'Where this schema is; for editors of files.',
  id: 'Small letters, digits and hyphens. Of a step: its name, once in the protocol. Of the protocol: may be left out.',
  version: 'May be left out: whoever keeps the protocol counts its versions.',
  title: 'A short name.',
  summary: 'What it is, in a sentence.',
  useWhen: 'When to choose it.',
  description:
    'What it is and how it goes, for somebody who has never seen it; paragraphs are separated by blank lines.',
  attribution: 'Who developed it, where it was read, under which licence these words stand.',
  people: 'How many people it is for, facilitators not counted.',
  needsPresenter: "Whether someone must hold the presenter's role before it starts.",
  steps: 'What happens, in order: steps, and blocks of steps that are gone through several times.',
  en: 'In English. Always there.',
  es: 'In Spanish.',
  prompt: 'What people are asked to do now, addressed to them.',
  guidance: 'What the facilitator keeps in mind; only she sees it.',
  minutes: 'How long it usually takes, and the least and the most it may be fitted to.',
  each: 'True where the minutes are those of each person who takes a turn; the step takes as long as that comes to.',
  suggested: 'True where no source states the minutes.',
  floor:
    'Who may speak. open: everyone but observers. roles: those listed, and facilitators. queue: whoever is given the floor from the raised hands. rounds: one after another, each for at most turnSeconds. inner: the inner circle of a fishbowl. nobody: silence.',
  turnSeconds: 'How long a turn may be.',
  pauseSeconds: 'How much silence follows a turn.',
  order:
    'In rounds: seats (the default), one after another as they sit; or free, whoever wishes, once, and nobody has to.',
  rotate: 'Whether each round of a repeat begins one person later.',
  after: 'What follows the last turn: open, or silence (the default).',
  roles: 'In rounds: who takes turns; without it the presenter and the participants.',
  board: 'Who may see and draw on the board.',
  everyone: 'hidden, read, own (write, but change only what is one’s own) or write.',
  byRole: 'Exceptions from it, by role.',
  drafts:
    'Each writes on a sheet of their own that nobody else sees until it is revealed; anonymous: laid down without names.',
  layout:
    'What the board begins with, laid beside what is there when the step begins. columns: side by side. quadrants: two above, two below. ladder: rungs, the lowest first. question: in the middle, what the round is about or the session’s focus question; text where there is neither.',
  titles: 'What stands above each part.',
  text: 'The question itself.',
  onEnd: 'When its time is up: chime (only a sound), ask (the facilitator is asked) or advance (the next step begins).',
  silence: 'Whether the silence is meant. True exactly where nobody has the floor.',
  rest: 'A rest for everyone.',
  cameras: 'all, speakers (only those with the floor), or off for some roles.',
  grouping:
    'How people are grouped; without it they are together. groups: of about size. merge: two groups each become one. choice: by what people chose before. fishbowl: an inner circle of inner people.',
  above: 'Groups only where more than this many take part; otherwise everyone stays together.',
  satellites: 'In a fishbowl: the others sit in small groups of about so many, and the inner circle in its own.',
  fill: 'random, hand (as a facilitator arranged them) or mixed (across districts, people who have not met).',
  fresh: 'New groups, though groups like these are there already.',
  choices: 'What people choose between, for a later step grouped by choice.',
  votes: 'Dots each person may place on notes.',
  goOn: 'In its last seconds everyone says in private whether to go on; a majority adds the minutes, as often as times says.',
  times: 'How often at most.',
  most: 'For topics: how many at most.',
  capture: 'What is kept of the board when the step ends: board (the default) or nothing.',
  repeat:
    'people: once for each person who shares. stations: once for each other group, at its board. topics: once for each note that got dots before, most dots first. questions, roles: once for each item.',
  items: 'What the rounds are about, one after the other.',
}

type Schema = Record<string, unknown> & { properties?: Record<string, Schema> }

function explain(schema: unknown): void {
  if (Array.isArray(schema)) return schema.forEach(explain)
  if (typeof schema !== 'object' || schema === null) return
  const { properties } = schema as Schema
  for (const [name, property] of Object.entries(properties ?? {}))
    if (meanings[name]) property.description = meanings[name]
  for (const part of Object.values(schema)) explain(part)
}

/** The JSON Schema of a protocol's file, generated from what the server itself checks. */
export function protocolSchema(): object {
  const parts = z.registry<{ id: string }>()
  parts.add(Step, { id: 'Step' })
  parts.add(Repeat, { id: 'Repeat' })
  const schema = z.toJSONSchema(ProtocolFile, { io: 'input', metadata: parts as never }) as Schema
  explain(schema)
  return { ...schema, title: 'A discussion protocol of Copse' }
}
