import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boardIdOf, PersonId, sessionOfBoard, type SessionId } from './ids.ts'
import { inLanguage, line, paragraph } from './text.ts'

const accepts = (schema: { safeParse(input: unknown): { success: boolean } }, input: unknown) =>
  schema.safeParse(input).success

describe('ids', () => {
  it.each([
    '',
    'a b',
    'a/b',
    'a.b',
    '../x',
    'é',
    'a\n',
    '\0',
    'x'.repeat(65),
    '__proto__',
    'constructor',
    'toString',
    7,
  ])('%j is none', (input) => expect(accepts(PersonId, input)).toBe(false))

  it('are up to 64 URL-safe characters, and no word that every object inherits', () => {
    const inherited = Object.getOwnPropertyNames(Object.prototype)
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]{1,70}$/), fc.constantFrom(...inherited)),
        (text) => {
          const parsed = PersonId.safeParse(text)
          expect(parsed.success).toBe(/^[\w-]{1,64}$/.test(text) && !text.endsWith('\n') && !inherited.includes(text))
          expect(!parsed.success || encodeURIComponent(parsed.data) === text).toBe(true)
        },
      ),
    )
  })

  it('a board’s name leads back to its session, and other names to none', () => {
    expect(sessionOfBoard(boardIdOf('abc-1' as SessionId))).toBe('abc-1')
    for (const name of [
      'abc',
      'abc.main.main',
      '.main',
      'a/b.main',
      'abc.other',
      'abc.main\n',
      `${'x'.repeat(65)}.main`,
    ])
      expect([name, sessionOfBoard(name)]).toEqual([name, null])
  })
})

describe('a line', () => {
  it.each(['', '   ', '\n', 'a\nb', 'a\0b', 'a\tb', 'a\u009Bb', 'x'.repeat(11), null, 7, {}])('%j is none', (input) =>
    expect(accepts(line(10), input)).toBe(false),
  )

  it('is trimmed and then at most as long as may be', () => {
    expect(line(10).parse(`  ${'x'.repeat(10)} `)).toBe('x'.repeat(10))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const parsed = line(10).safeParse(text)
        // Characters are counted as people do, those beyond the basic plane too.
        const size = [...text.trim()].length
        const fits = size >= 1 && size <= 10 && !/\p{Cc}/u.test(text.trim())
        expect(parsed.success).toBe(fits)
        expect(!parsed.success || parsed.data === text.trim()).toBe(true)
      }),
    )
  })
})

describe('a paragraph', () => {
  it('may break lines and holds no other control characters', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom('a', 'é', '\n', '\r', '\t', '\0', '\u001B', '\u0085', ' '))
          .map((parts) => parts.join('')),
        (text) => {
          const kept = text.trim()
          const fits = kept.length > 0 && kept.length <= 8 && !/(?![\n\r\t])\p{Cc}/u.test(kept)
          expect(accepts(paragraph(8), text)).toBe(fits)
        },
      ),
    )
  })

  it.each(['\n'.repeat(2000), 'a\n'.repeat(1000), 'a'.repeat(100_000), `${'a\n'.repeat(50_000)}\0`])(
    'is judged at once, however it is built',
    (text) => {
      const startedAt = performance.now()
      accepts(paragraph(2000), text)
      expect(performance.now() - startedAt).toBeLessThan(500)
    },
  )
})

describe('a text in several languages', () => {
  it.each([
    ['es', 'hola'],
    ['es-MX', 'hola'],
    ['en-GB', 'hello'],
    ['fr', 'hello'],
  ])('in %s: %s', (language, words) => expect(inLanguage({ en: 'hello', es: 'hola' }, language)).toBe(words))

  it('falls back to English where a language is missing', () => expect(inLanguage({ en: 'hello' }, 'es')).toBe('hello'))
})
