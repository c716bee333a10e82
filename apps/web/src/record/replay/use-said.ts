import { inLanguage, type SessionReplay } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import type { Happening } from './moment.ts'

const LONGEST = 120
const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)

/** A session's people, steps and happenings in words. */
export function useSaid(replay: SessionReplay) {
  const { t, i18n } = useTranslation()
  const nameOf = (id: string): string => replay.names[id] ?? t('replay.somebody')
  const namesOf = (ids: readonly string[]): string => new Intl.ListFormat(i18n.language).format(ids.map(nameOf))

  function stepName(step: SessionReplay['steps'][number] | null): string {
    if (!step) return t('replay.gathering')
    const { title, round } = step
    const which = round ? (round.personName ?? t('replay.round', { index: round.index + 1, count: round.of })) : null
    return [inLanguage(title, i18n.language), which].filter(Boolean).join(' · ')
  }

  function happened(one: Happening): string {
    if (one.kind === 'step') return stepName(one.step)
    const name = nameOf(one.personId)
    if (one.kind === 'said') return t('replay.happened.said', { name, text: short(one.text) })
    if (one.kind !== 'drawn') return t(`replay.happened.${one.kind}`, { name })
    const { words, things } = one.drawn
    if (words.length > 0) return t('replay.happened.wrote', { name, text: short(words.join(' · ')) })
    return things > 0 ? t('replay.happened.drew', { name, count: things }) : t('replay.happened.changed', { name })
  }
  return { nameOf, namesOf, stepName, happened }
}
