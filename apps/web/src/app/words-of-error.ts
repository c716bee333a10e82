import i18next from 'i18next'
import { refusalWords } from '../i18n/refusal-words.ts'
import { ApiRefusal } from './api.ts'

/** Any failure in words for people. */
export const wordsOfError = (error: unknown): string =>
  error instanceof ApiRefusal
    ? error.code === 'network'
      ? i18next.t('failed.network')
      : refusalWords(error.code)
    : i18next.t('failed.unknown')
