import * as z from 'zod/mini'

/** The languages the product ships whole. English is what every other falls back to. */
export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]

/** One text in several languages; English is always there. */
export interface LocalText {
  en: string
  es?: string | undefined
}

export const inLanguage = (text: LocalText, language: string): string =>
  (language.startsWith('es') ? text.es : undefined) ?? text.en

/** A trimmed line of text: 1 to `max` characters, no control characters. */
export const line = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^[^\p{Cc}]*$/u))

/** A trimmed paragraph: 1 to `max` characters; line breaks and tabs allowed. */
export const paragraph = (max: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.regex(/^[^\p{Cc}]*(?:[\n\r\t][^\p{Cc}]*)*$/u))
