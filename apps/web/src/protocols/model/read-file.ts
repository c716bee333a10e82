import { ProtocolFile } from '@copse/contract'
import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  type JSONPath,
  type Node,
  type ParseError,
} from 'jsonc-parser'

/** Larger than any protocol that keeps the rules. */
const MOST_CHARACTERS = 400_000
const MOST_FAULTS = 20

/** Why a place in a file is not as it should be; the words are the catalogue's, under `protocols.fault.<reason>`. */
export interface Fault {
  /** From 1. */
  readonly line: number
  readonly column: number
  /** Where in the file's text it is, and how long. */
  readonly offset: number
  readonly length: number
  readonly reason: FaultReason
  /** Where in the protocol it is; empty for what is no protocol yet. */
  readonly path: readonly PropertyKey[]
  /** What the words speak of: the field, what was expected, the number. */
  readonly about: { readonly field?: string; readonly expected?: string; readonly count?: number }
}
const faultReasons = [
  'too-long-file',
  'empty',
  'syntax',
  'symbol',
  'number',
  'property-name',
  'value',
  'colon',
  'comma',
  'brace',
  'bracket',
  'end',
  'string',
  'twice',
  'missing',
  'text',
  'a-number',
  'whole-number',
  'list',
  'object',
  'yes-no',
  'one-of',
  'unknown',
  'too-short',
  'too-long',
  'too-few',
  'too-many',
  'too-small',
  'too-large',
  'characters',
  'minutes-order',
  'people-order',
  'same-id',
  'too-many-steps',
  'wrong',
] as const
type FaultReason = (typeof faultReasons)[number]

export type Reading =
  | { readonly ok: true; readonly file: ProtocolFile }
  | { readonly ok: false; readonly faults: readonly Fault[] }

const syntax: Readonly<Record<string, FaultReason>> = {
  InvalidSymbol: 'symbol',
  InvalidNumberFormat: 'number',
  PropertyNameExpected: 'property-name',
  ValueExpected: 'value',
  ColonExpected: 'colon',
  CommaExpected: 'comma',
  CloseBraceExpected: 'brace',
  CloseBracketExpected: 'bracket',
  EndOfFileExpected: 'end',
  UnexpectedEndOfString: 'string',
  InvalidUnicode: 'string',
  InvalidEscapeCharacter: 'string',
  InvalidCharacter: 'string',
}

/** A protocol from a file's text, or all that is wrong with it, each with its line. Comments and trailing commas are let pass. */
export function readFile(source: string): Reading {
  const text = source.replace(/^\uFEFF/, ' ')
  const place = placesIn(text)
  const fail = (...faults: Fault[]): Reading => ({ ok: false, faults: faults.slice(0, MOST_FAULTS) })
  if (text.length > MOST_CHARACTERS)
    return fail({ ...place(0, 0), reason: 'too-long-file', path: [], about: { count: MOST_CHARACTERS } })
  if (text.trim() === '') return fail({ ...place(0, 0), reason: 'empty', path: [], about: {} })

  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  if (errors.length > 0 || !tree)
    return fail(
      ...errors
        .toSorted((one, other) => one.offset - other.offset)
        .map(({ error, offset, length }) => ({
          ...place(offset, length),
          reason: syntax[printParseErrorCode(error)] ?? 'syntax',
          path: [],
          about: {},
        })),
    )
  const twice = doubles(tree).map((node) => ({
    ...place(node.offset, node.length),
    reason: 'twice' as const,
    path: [],
    about: { field: String(node.value) },
  }))
  if (twice.length > 0) return fail(...twice)

  const parsed = ProtocolFile.safeParse(plainOf(tree))
  if (parsed.success) return { ok: true, file: parsed.data }
  const faults = parsed.error.issues
    .flatMap((issue) => told(issue as Issue, tree))
    .map(({ node, ...told }) => ({
      ...place(node.offset, node.length),
      ...told,
    }))
  return fail(...faults.toSorted((one, other) => one.offset - other.offset))
}

/** Offsets as people count: lines and columns from 1. */
function placesIn(
  text: string,
): (offset: number, length: number) => Pick<Fault, 'line' | 'column' | 'offset' | 'length'> {
  const starts = [0]
  for (let at = 0; at < text.length; at++) {
    const ends = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')
    if (ends) starts.push(at + 1)
  }
  return (offset, length) => {
    let line = starts.findLastIndex((start) => start <= offset)
    // What is missing at the end is missed after the last thing that is there.
    if (offset >= text.length) {
      const end = text.trimEnd().length
      line = starts.findLastIndex((start) => start <= end)
      offset = end
    }
    return { line: line + 1, column: offset - starts[line]! + 1, offset, length }
  }
}

/** The names that stand a second time in one object: the first would be lost. */
function doubles(node: Node): Node[] {
  const children = node.children ?? []
  if (node.type !== 'object') return children.flatMap(doubles)
  const seen = new Set<unknown>()
  return children.flatMap(({ children: [name, value] = [] }) => {
    const again = seen.has(name?.value)
    seen.add(name?.value)
    return [...(again && name ? [name] : []), ...(value ? doubles(value) : [])]
  })
}

function plainOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainOf)
  if (node.type !== 'object') return node.value
  return Object.fromEntries(
    (node.children ?? []).map(({ children: [name, value] = [] }) => [name!.value, value ? plainOf(value) : undefined]),
  )
}

/** An issue as the contract's schemas tell it. */
interface Issue {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly expected?: string
  readonly values?: readonly unknown[]
  readonly options?: readonly unknown[]
  readonly keys?: readonly string[]
  readonly origin?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly errors?: readonly (readonly Issue[])[]
  readonly issues?: readonly Issue[]
  readonly params?: { readonly reason?: string }
}
type Told = Pick<Fault, 'reason' | 'path' | 'about'> & { readonly node: Node }

/** The node an issue is about: the value where there is one, else the nearest thing around it. */
function nodeAt(tree: Node, path: readonly PropertyKey[]): { node: Node; there: boolean } {
  const found = findNodeAtLocation(tree, path as JSONPath)
  if (found) return { node: found, there: true }
  for (let length = path.length - 1; length > 0; length--) {
    const around = findNodeAtLocation(tree, path.slice(0, length) as JSONPath)
    if (around) return { node: around, there: false }
  }
  return { node: tree, there: false }
}
/** The name of the field the value belongs to, rather than the value: that is what is unknown. */
const nameOf = (value: Node): Node => (value.parent?.type === 'property' ? value.parent.children![0]! : value)

/** Of several shapes none fitted: the one that was meant is the one that fits best, a step without `repeat` being a step. */
function meant(issue: Issue, value: unknown): readonly Issue[] {
  const [first, second] = issue.errors ?? []
  if (!first || !second) return []
  if (typeof value === 'object' && value !== null)
    return 'repeat' in value || 'offFor' in value ? second : isShape(second) ? first : second
  return first
}
/** Whether the second shape was refused for want of what makes it one. */
const isShape = (issues: readonly Issue[]): boolean => issues.some(({ path }) => path[0] === 'repeat')

const types: Record<string, FaultReason> = {
  string: 'text',
  number: 'a-number',
  int: 'whole-number',
  array: 'list',
  tuple: 'list',
  object: 'object',
  record: 'object',
  boolean: 'yes-no',
}

/** The name of what is wrong, as it stands in the file; a text with the field it translates. */
function fieldOf(path: readonly PropertyKey[]): string {
  const names = path.filter((part) => typeof part === 'string')
  const last = names.at(-1) ?? ''
  return last === 'en' || last === 'es' ? names.slice(-2).join('.') : last
}

function told(issue: Issue, tree: Node, base: readonly PropertyKey[] = []): Told[] {
  const path = [...base, ...issue.path]
  const { node, there } = nodeAt(tree, path)
  const field = fieldOf(path)
  const one = (reason: FaultReason, about: Fault['about'] = {}): Told[] => [
    { node, reason, path, about: { field, ...about } },
  ]
  const list = (values: readonly unknown[] = []) => values.map((value) => JSON.stringify(value)).join(', ')
  switch (issue.code) {
    case 'invalid_union': {
      if (issue.errors?.length) {
        const inner = meant(issue, plainOf(node))
        if (inner.length > 0) return inner.flatMap((part) => told(part, tree, path))
      }
      if (!there) return one('missing')
      return issue.options ? one('one-of', { expected: list(issue.options) }) : one('wrong')
    }
    case 'invalid_type':
      return there ? one(types[issue.expected ?? ''] ?? 'wrong') : one('missing')
    case 'invalid_value':
      return there ? one('one-of', { expected: list(issue.values) }) : one('missing')
    case 'unrecognized_keys':
      return (issue.keys ?? []).map((key) => ({
        node: nameOf(nodeAt(tree, [...path, key]).node),
        reason: 'unknown' as const,
        path,
        about: { field: key },
      }))
    case 'invalid_key':
      return [{ node: nameOf(node), reason: 'unknown', path, about: { field } }]
    case 'too_small':
      return bounded(one, issue.origin, issue.minimum ?? 0, ['too-short', 'too-few', 'too-small'])
    case 'too_big':
      return bounded(one, issue.origin, issue.maximum ?? 0, ['too-long', 'too-many', 'too-large'])
    case 'invalid_format':
      return one('characters')
    case 'custom': {
      const reason = issue.params?.reason
      return one(faultReasons.find((known) => known === reason) ?? 'wrong')
    }
    default:
      return one('wrong')
  }
}

function bounded(
  one: (reason: FaultReason, about: Fault['about']) => Told[],
  origin: string | undefined,
  count: number,
  [ofText, ofList, ofNumber]: readonly [FaultReason, FaultReason, FaultReason],
): Told[] {
  return one(origin === 'string' ? ofText : origin === 'array' ? ofList : ofNumber, { count })
}
