import { inLanguage, type RecordedSnapshot, type SessionRecord } from '@copse/contract'
import { useTranslation } from 'react-i18next'

/** What a snapshot is called: by the step it was taken in. */
export function useSnapshotTitle({ steps }: Pick<SessionRecord, 'steps'>) {
  const { t, i18n } = useTranslation()
  return ({ stepIndex }: Pick<RecordedSnapshot, 'stepIndex'>): string => {
    const step = steps.find(({ index }) => index === stepIndex)
    const title = step ? inLanguage(step.title, i18n.language) : t('room.bar.gathering')
    return step?.round?.personName ? `${title} · ${step.round.personName}` : title
  }
}
