import { inLanguage, type FloorRule, type Grouping, type LocalText, type Step } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import { clockText } from '../i18n/times.ts'

/** A kind of floor as people choose it: turns in order and turns freely taken are two. */
export type FloorKind = FloorRule['mode'] | 'free'
export const floorKind = (floor: FloorRule): FloorKind =>
  floor.mode === 'rounds' && floor.order === 'free' ? 'free' : floor.mode

/** Steps in words, short and whole, in the language of the page. */
export function useStepWords() {
  const { t, i18n } = useTranslation()
  const say = (text: LocalText): string => inLanguage(text, i18n.language)

  const rolesOf = (roles: readonly (keyof typeof roleOrder)[]) => roles.map((role) => t(`room.who.${role}`)).join(', ')
  const who = (floor: FloorRule): string =>
    floor.mode === 'roles'
      ? rolesOf(floor.roles)
      : t(`room.who.${floor.mode === 'open' ? 'everyone' : (floorKind(floor) as Exclude<FloorKind, 'open' | 'roles'>)}`)

  function group(grouping: Grouping | undefined): string | null {
    if (!grouping) return null
    if (grouping.kind === 'fishbowl') {
      const bowl = t('protocols.about.fishbowl', { count: grouping.inner })
      return grouping.satellites ? `${bowl}, ${t('protocols.about.satellites', { count: grouping.satellites })}` : bowl
    }
    if (grouping.kind !== 'groups') return t(`protocols.about.${grouping.kind}`)
    const size =
      grouping.size === 2
        ? t('protocols.about.pairs')
        : grouping.size === 3
          ? t('protocols.about.threes')
          : t('protocols.about.size', { count: grouping.size })
    return grouping.above ? t('protocols.about.above', { size, count: grouping.above }) : size
  }

  /** What distinguishes a step, in a few words. */
  function about(step: Step): string[] {
    const { drafts } = step.board
    return [
      step.rest ? t('protocols.about.rest') : who(step.floor),
      group(step.grouping),
      drafts ? t(`protocols.about.${drafts.anonymous ? 'anonymous' : 'drafts'}`) : null,
      step.votes ? t('protocols.about.votes', { count: step.votes.dots }) : null,
    ].filter((part) => part !== null)
  }

  /** What a step does, for somebody who learns it. */
  function sentences(step: Step): string[] {
    const { floor, grouping, board, choices, onEnd } = step
    const speaking = (): string => {
      if (step.rest) return t('protocols.says.rest')
      if (floor.mode === 'roles') return t('protocols.says.roles', { who: rolesOf(floor.roles) })
      if (floor.mode === 'rounds') {
        const time = clockText(floor.turnSeconds * 1000)
        return t(`protocols.says.${floor.order === 'free' ? 'free' : 'rounds'}`, { time })
      }
      return t(`protocols.says.${floor.mode}`)
    }
    const sitting = (): string | null => {
      if (!grouping) return null
      const count = grouping.kind === 'fishbowl' ? grouping.inner : grouping.kind === 'groups' ? grouping.size : 0
      const sits = t(`protocols.says.${grouping.kind}`, { count })
      const above = grouping.kind === 'groups' ? grouping.above : undefined
      if (grouping.kind === 'fishbowl' && grouping.satellites)
        return t('protocols.says.satellites', { count: grouping.satellites })
      return above ? `${sits} ${t('protocols.says.above', { count: above })}` : sits
    }
    const writing = (): string | null => {
      if (board.drafts) return t(`protocols.says.${board.drafts.anonymous ? 'anonymous' : 'drafts'}`)
      return board.everyone === 'read' ? null : t(`protocols.says.${board.everyone}`)
    }
    const beginning = (): string | null => {
      const { layout } = board
      if (!layout) return null
      if (layout.kind === 'question') return t('protocols.says.question')
      return t(`protocols.says.${layout.kind}`, { titles: layout.titles.map(say).join(' · ') })
    }
    return [
      speaking(),
      sitting(),
      writing(),
      beginning(),
      step.goOn ? t('protocols.says.goOn', { minutes: t('minutes', { count: step.goOn.minutes }) }) : null,
      choices ? t('protocols.says.choices', { choices: choices.map(say).join(' · ') }) : null,
      t(`protocols.says.${onEnd}`),
    ].filter((part) => part !== null)
  }

  /** The usual minutes as the protocol states them. */
  const stated = ({ minutes: { default: usual, each } }: Step): string => {
    const count = Math.round(usual * 100) / 100
    return each ? t('protocols.about.each', { minutes: t('minutes', { count }) }) : t('minutes', { count })
  }
  const minutes = (ms: number): string => t('minutes', { count: Math.round(ms / 6000) / 10 })
  return { say, who, group, about, sentences, stated, minutes, rolesOf, t, language: i18n.language }
}
const roleOrder = { facilitator: 0, presenter: 1, participant: 2, observer: 3 } as const

/** What the picture shows by colour and sign: who has the floor. */
export const floorLook = (step: Step): FloorKind | 'rest' => (step.rest ? 'rest' : floorKind(step.floor))
