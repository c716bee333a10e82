import type { RefusalCode } from '@copse/contract'
import i18next from 'i18next'
import { en } from './en.ts'

/** A refusal in words. Codes have dots of their own, so they are looked up whole. */
export const refusalWords = (code: RefusalCode): string => {
  const bundle = i18next.getResourceBundle(i18next.language, 'translation') as typeof en | undefined
  return (bundle ?? en).refusal[code] ?? en.refusal['server.failed']
}
