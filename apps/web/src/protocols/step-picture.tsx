import { totalMs } from '@copse/protocols'
import type { Agenda, PlannedStep } from '@copse/contract'
import {
  AudioLines,
  Coffee,
  Hand,
  Megaphone,
  RefreshCw,
  Target,
  UsersRound,
  VolumeX,
  type LucideIcon,
} from 'lucide-react'
import css from './picture.module.css'
import { floorLook, useStepWords } from './use-step-words.ts'

const signs: Record<ReturnType<typeof floorLook>, LucideIcon> = {
  open: UsersRound,
  roles: Megaphone,
  queue: Hand,
  rounds: RefreshCw,
  free: AudioLines,
  inner: Target,
  nobody: VolumeX,
  rest: Coffee,
}
export function FloorSign({ look }: { look: ReturnType<typeof floorLook> }) {
  const Sign = signs[look]
  return (
    <span className={css.sign} data-floor={look} aria-hidden="true">
      <Sign />
    </span>
  )
}

/** How large the circles of a step are, as the picture draws them; null: everyone is together. */
function circleSize({ grouping }: PlannedStep): string | null {
  if (!grouping) return null
  if (grouping.kind === 'groups') return String(grouping.size)
  return grouping.kind === 'fishbowl' ? `◎ ${grouping.inner}` : grouping.kind === 'merge' ? '⇉' : '⋔'
}

/**
 * A protocol's steps in time: wide as they are long, coloured and signed by who has the floor, underlined where people sit in small
 * groups. Seen only; a list says the same to everyone else.
 */
export function StepPicture({ agenda, chosen }: { agenda: Agenda; chosen?: string | null }) {
  const { say, about, minutes } = useStepWords()
  const total = totalMs(agenda)
  return (
    <div className={css.picture} aria-hidden="true">
      {agenda.steps.map((step, index) => {
        const size = circleSize(step)
        return (
          <span
            key={index}
            className={css.part}
            style={{ flexGrow: Math.max(step.durationMs, total / 60) }}
            title={[say(step.title), minutes(step.durationMs), ...about(step)].join(' · ')}
          >
            <span className={css.block} data-floor={floorLook(step)} data-chosen={chosen === step.id || undefined}>
              <FloorSign look={floorLook(step)} />
            </span>
            <span className={css.circles} data-grouped={size !== null}>
              {size}
            </span>
          </span>
        )
      })}
    </div>
  )
}

/** The colours of a picture in words, only those it uses. */
export function PictureKey({ agenda }: { agenda: Agenda }) {
  const { who, t } = useStepWords()
  const looks = new Map<string, PlannedStep>()
  for (const step of agenda.steps) if (!looks.has(floorLook(step))) looks.set(floorLook(step), step)
  return (
    <ul className={css.key} aria-hidden="true">
      {[...looks.values()].map((step) => (
        <li key={step.id}>
          <FloorSign look={floorLook(step)} />
          {step.rest
            ? t('protocols.about.rest')
            : step.floor.mode === 'roles'
              ? t('protocols.edit.floor.roles')
              : who(step.floor)}
        </li>
      ))}
    </ul>
  )
}
