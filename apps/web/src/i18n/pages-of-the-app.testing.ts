import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync } from 'vite'

/** One source file of the web app, as far as its words go. */
export interface Page {
  readonly file: string
  /** Text with letters in it that people would see or hear and that no catalogue holds. */
  readonly literals: readonly string[]
  /** Catalogue keys it asks for; `*` stands for what is only known when it runs. */
  readonly keys: readonly string[]
}
interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

const source = resolve(import.meta.dirname, '..')
/** Attributes whose text is seen or read out. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'title',
  'placeholder',
  'label',
])
const hasLetters = (text: unknown): text is string => typeof text === 'string' && /\p{L}/u.test(text)

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Every node under one, itself first. */
function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child)
}

/** What an expression may evaluate to as text: both sides of a choice, a template with `*` for its holes. */
function textsOf(node: Node): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateLiteral')
    return [(node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('*')]
  if (node.type === 'ConditionalExpression')
    return [...textsOf(node.consequent as Node), ...textsOf(node.alternate as Node)]
  if (node.type === 'LogicalExpression') return textsOf(node.right as Node)
  if (node.type === 'TSAsExpression') return textsOf(node.expression as Node)
  return []
}

function literalsOf(node: Node): string[] {
  if (node.type === 'JSXText') return hasLetters(node.value) ? [node.value.trim()] : []
  if (node.type === 'JSXExpressionContainer') return []
  if (node.type === 'JSXElement' || node.type === 'JSXFragment')
    return (node.children as Node[])
      .filter(({ type }) => type === 'JSXExpressionContainer')
      .flatMap(({ expression }) => textsOf(expression as Node).filter(hasLetters))
  if (node.type !== 'JSXAttribute' || !spoken.has(String((node.name as Node).name)) || !isNode(node.value)) return []
  const value = node.value.type === 'JSXExpressionContainer' ? (node.value.expression as Node) : node.value
  return textsOf(value).filter(hasLetters)
}

function keysOf(node: Node): string[] {
  if (node.type !== 'CallExpression') return []
  const callee = node.callee as Node
  const isAsked =
    (callee.type === 'Identifier' && callee.name === 't') ||
    (callee.type === 'MemberExpression' && (callee.property as Node).name === 't')
  const [first] = node.arguments as Node[]
  return isAsked && first ? textsOf(first) : []
}

function read(file: string): Page {
  const { program } = parseSync(file, readFileSync(join(source, file), 'utf8'), {
    lang: file.endsWith('x') ? 'tsx' : 'ts',
  })
  const nodes = [...nodesOf(program as unknown as Node)]
  return { file, literals: nodes.flatMap(literalsOf), keys: nodes.flatMap(keysOf) }
}

export const pagesOfTheApp: readonly Page[] = (readdirSync(source, { recursive: true }) as string[])
  .filter((name) => /\.tsx?$/.test(name) && !/\.(test|testing|d)\.tsx?$/.test(name) && !name.includes('messages'))
  .map(read)
