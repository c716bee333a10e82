import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { Missing, Problem } from '../../app/failed.tsx'
import { Loading } from '../../design/index.ts'
import { useChoices } from '../protocol-queries.ts'
import { Rehearse } from './rehearse.tsx'

export function RehearsalPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id = '', protocolId = '' } = useParams()
  const { error, data } = useChoices(id)
  if (error) return <Problem error={error} />
  if (!data) return <Loading label={t('loading')} />
  const choice = data.all.find(({ protocol }) => protocol.id === protocolId)
  if (!choice) return <Missing />
  return (
    <Rehearse
      protocol={choice.protocol}
      use={data.community.may.schedule ? `/communities/${id}/schedule?protocol=${protocolId}` : undefined}
      onClose={() => void navigate(`/communities/${id}/protocols/${protocolId}`)}
    />
  )
}
