import type { ProtocolFile } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { Missing, Problem } from '../../app/failed.tsx'
import { Loading } from '../../design/index.ts'
import { newStep } from '../model/draft.ts'
import { protocolQueries, useChoices } from '../protocol-queries.ts'
import { Editor } from './editor.tsx'

/** A protocol nobody has written yet, with one open step. */
const blank = (t: TFunction): ProtocolFile => ({
  title: { en: t('protocols.edit.newTitle') },
  summary: { en: t('protocols.edit.newSummary') },
  useWhen: { en: t('protocols.edit.newWhen') },
  attribution: {
    origin: t('protocols.own'),
    source: t('protocols.edit.ourSource'),
    licence: t('protocols.edit.ourLicence'),
  },
  people: { min: 3, max: 12 },
  needsPresenter: false,
  steps: [newStep('step', { en: t('protocols.edit.newStep') })],
})

function copyOf(original: ProtocolFile, t: TFunction): ProtocolFile {
  const { id: _id, version: _version, ...file } = original
  const { en, es } = file.title
  const named = (title: string, lng: string) => t('protocols.copyOf', { title, lng }).slice(0, 80)
  return { ...file, title: { en: named(en, 'en'), ...(es && { es: named(es, 'es') }) } }
}

/** Opens what is to be edited: a protocol of the community's own, an older version of it, a copy of any, or nothing yet. */
export function EditorPage() {
  const { t } = useTranslation()
  const { id = '', protocolId = '' } = useParams()
  const [search] = useSearchParams()
  const { error, data } = useChoices(id)
  const isNew = protocolId === 'new'
  const from = search.get('from')
  const wanted = Number(search.get('version'))
  const old = useQuery({ ...protocolQueries.version(id, protocolId, wanted), enabled: !isNew && wanted > 0 })

  const source = isNew ? from : protocolId
  const choice = data?.all.find(({ protocol }) => protocol.id === source)
  const file = useMemo(() => {
    if (isNew) return choice ? copyOf(choice.protocol, t) : blank(t)
    return wanted > 0 ? old.data?.protocol : choice?.protocol
  }, [isNew, choice, wanted, old.data, t])

  if (error ?? old.error) return <Problem error={error ?? old.error} />
  if (!data || (wanted > 0 && old.isLoading)) return <Loading label={t('loading')} />
  if (!data.mayEdit || !file || (source !== null && !choice) || (!isNew && !choice?.own)) return <Missing />
  const name = `${protocolId}${from ? `-${from}` : ''}${wanted > 0 ? `-v${wanted}` : ''}`
  return (
    <Editor
      key={name}
      communityId={id}
      protocolId={isNew ? null : protocolId}
      newest={isNew ? null : (choice?.protocol.version ?? null)}
      opened={wanted > 0 ? wanted : null}
      file={file}
      name={name}
      startsWithImport={search.has('import')}
    />
  )
}
