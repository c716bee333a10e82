import { useStepWords } from '../use-step-words.ts'
import { Notice } from '../../design/index.ts'
import { blocksOf, stepsOf, type Draft } from '../model/draft.ts'
import type { Problem } from '../model/problems.ts'
import css from './editor.module.css'

/** What is still to be mended; pressed, each leads to where it is. */
export function ProblemList({
  problems,
  draft,
  onChoose,
}: {
  problems: readonly Problem[]
  draft: Draft
  onChoose: (key: string | null) => void
}) {
  const { say, t } = useStepWords()
  if (problems.length === 0) return null
  const placeOf = (place: string | null): string => {
    const step = stepsOf(draft).find(({ id }) => id === place)
    if (step) return say(step.title).trim() || t('protocols.edit.untitled')
    return blocksOf(draft).some(({ key }) => key === place)
      ? t('protocols.edit.block')
      : t('protocols.edit.theProtocol')
  }
  return (
    <Notice kind="bad" live>
      <p>{t('protocols.edit.mend', { count: problems.length })}</p>
      <ul className={css.faults}>
        {problems.map((problem) => {
          const fault = t(`protocols.fault.${problem.reason}`, problem.about)
          return (
            <li key={`${problem.place}-${fault}`}>
              <button type="button" onClick={() => onChoose(problem.place)}>
                {t('protocols.edit.fill', { place: placeOf(problem.place), fault })}
              </button>
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
