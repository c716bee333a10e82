import { catalogue, protocolById } from '@copse/protocols'
import { describe, expect, test } from 'vitest'
import { readFile, type Fault } from './read-file.ts'

const consultancy = JSON.stringify(protocolById('consultancy'), null, 2)
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

function faultsOf(text: string): readonly Fault[] {
  const reading = readFile(text)
  return reading.ok ? [] : reading.faults
}
const brief = (text: string) => faultsOf(text).map(({ line, reason }) => `${line}: ${reason}`)

describe('[E1] a file that is right', () => {
  test.each(catalogue.map((protocol) => [protocol.id, protocol] as const))(
    '[E1] %s comes back as it was written',
    (_, protocol) => {
      expect(readFile(JSON.stringify(protocol, null, 2))).toEqual({ ok: true, file: protocol })
    },
  )
  test('[E1] comments, trailing commas, a byte-order mark and lines ended as elsewhere are let pass', () => {
    const text = `\uFEFF// ours\r\n${consultancy.replaceAll('\n', '\r\n').replace(/\}$/, '  ,}')}`
    expect(brief(text)).toEqual([])
  })
})

describe('[E2] what is wrong is told with its line and its reason', () => {
  test.each<[string, (text: string) => string, string, string]>([
    ['a comma missing', (text) => text.replace('"version": 1,', '"version": 1'), '"title"', 'comma'],
    ['a string without end', (text) => text.replace('"Consultancy",', '"Consultancy,'), '"Consultancy,', 'string'],
    [
      'a word without quotes',
      (text) => text.replace('"needsPresenter": true', '"needsPresenter": yes'),
      'yes',
      'symbol',
    ],
    [
      'a name twice',
      (text) => text.replace('"version": 1,', '"version": 1,\n  "version": 2,'),
      '"version": 2',
      'twice',
    ],
    [
      'a floor that does not exist',
      (text) => text.replace('"mode": "nobody"', '"mode": "silent"'),
      '"silent"',
      'one-of',
    ],
    ['a role nobody knows', (text) => text.replace('"participant"', '"coach"'), '"coach"', 'one-of'],
    ['minutes as text', (text) => text.replace('"default": 7', '"default": "7"'), '"default": "7"', 'a-number'],
    ['minutes in no order', (text) => text.replace('"default": 7', '"default": 70'), '"minutes"', 'minutes-order'],
    [
      'a field nobody knows',
      (text) => text.replace('"onEnd": "ask"', '"onend": "ask",\n "onEnd": "ask"'),
      '"onend"',
      'unknown',
    ],
    ['an end that does not exist', (text) => text.replace('"onEnd": "ask"', '"onEnd": "bell"'), '"bell"', 'one-of'],
    ['one id for two steps', (text) => text.replace('"id": "read"', '"id": "dilemma"'), '"read', 'same-id'],
    ['an empty prompt', (text) => text.replace(/"en": "Presenter: tell[^"]*"/, '"en": " "'), '"en": " "', 'too-short'],
    [
      'a title that never ends',
      (text) => text.replace('"en": "Consultancy"', `"en": "${'x'.repeat(81)}"`),
      'xxx',
      'too-long',
    ],
    ['half a person', (text) => text.replace('"min": 4', '"min": 4.5'), '"min": 4.5', 'whole-number'],
    ['nobody', (text) => text.replace('"min": 4', '"min": 0'), '"min": 0', 'too-small'],
    ['steps that are no list', (text) => text.replace(/"steps": \[[\s\S]*\]/, '"steps": {}'), '"steps"', 'list'],
    [
      'cameras off for a number',
      (text) => text.replace('"onEnd": "ask"', '"cameras": { "offFor": 3 }, "onEnd": "ask"'),
      '"offFor"',
      'list',
    ],
    [
      'a board for a role nobody knows',
      (text) => text.replace('"byRole": {', '"byRole": { "coach": "read",'),
      '"coach"',
      'unknown',
    ],
  ])('[E2] %s', (what, spoil, at, reason) => {
    const text = spoil(consultancy)
    expect(text).not.toBe(consultancy)
    const line =
      what === 'one id for two steps'
        ? text.split('\n').findLastIndex((one) => one.includes('"id": "dilemma"')) + 1
        : lineOf(text, at)
    // A comma is missed where it should have stood or where the next thing begins: both are the reader's line.
    const told = brief(text)
    expect(told[0]).toBe(`${line}: ${reason}`)
  })

  test('[E2] what is missing is told at the thing it is missing from, by name', () => {
    const text = consultancy.replace(/ {6}"title": \{\s+"en": "The dilemma"[\s\S]*?\},\n/, '')
    const [fault] = faultsOf(text)
    expect(fault).toMatchObject({
      reason: 'missing',
      about: { field: 'title' },
      line: lineOf(text, '"id": "dilemma"') - 1,
    })
  })
  test('[E2] a step in a repeat is told where it stands', () => {
    const text = JSON.stringify(protocolById('microlab'), null, 2).replace('"turnSeconds": 120', '"turnSeconds": 2')
    expect(brief(text)).toEqual([`${lineOf(text, '"turnSeconds": 2')}: too-small`])
  })
  test('[E2] all faults are told, in the order of the lines', () => {
    const text = consultancy.replace('"min": 4', '"min": 0').replace('"onEnd": "ask"', '"onEnd": "bell"')
    expect(faultsOf(text).map(({ reason }) => reason)).toEqual(['too-small', 'one-of'])
    expect(faultsOf(text).map(({ line }) => line)).toEqual([lineOf(text, '"min": 0'), lineOf(text, '"bell"')])
  })
  test('[E2] nothing, and something that is no protocol at all', () => {
    expect(brief('  \n ')).toEqual(['1: empty'])
    expect(brief('[]')).toEqual(['1: object'])
    expect(brief('{"steps":')[0]).toMatch(/^1: (value|brace)$/)
    expect(brief('hello')).not.toEqual([])
    expect(brief(`{"a": "${'x'.repeat(400_001)}"}`)).toEqual(['1: too-long-file'])
  })
  test('[E2] words that every object inherits are only unknown', () => {
    expect(brief(consultancy.replace('"version": 1,', '"__proto__": {"version": 1},'))).toEqual(['3: unknown'])
  })
})
