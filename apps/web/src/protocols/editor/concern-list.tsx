import type { Concern } from '@copse/protocols'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../design/index.ts'

/** What the engine would have an author look at, in plain words. */
export function ConcernList({ concerns }: { concerns: readonly Concern[] }) {
  const { t } = useTranslation()
  if (concerns.length === 0) return null
  return (
    <Notice kind="warn">
      <ul>
        {concerns.map((concern) => {
          const about = 'role' in concern ? { role: t(`room.role.${concern.role}`) } : {}
          return (
            <li key={JSON.stringify(concern)}>{t(`protocols.concern.${concern.code}`, { ...concern, ...about })}</li>
          )
        })}
      </ul>
    </Notice>
  )
}
