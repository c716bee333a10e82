import type { OwnProtocol, Protocol } from '@copse/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { CalendarPlus, Copy, Download, Pencil, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../app/api.ts'
import app from '../app/app.module.css'
import { Missing, Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, ButtonLink, Card, Confirm, Loading, Notice } from '../design/index.ts'
import { formatWhen } from '../i18n/times.ts'
import { exportFile } from './export-file.ts'
import { agendaOf, ProtocolFacts } from './protocol-facts.tsx'
import { protocolQueries, useChoices } from './protocol-queries.ts'
import css from './protocols.module.css'
import { PictureKey, StepPicture } from './step-picture.tsx'
import { StepListing } from './step-listing.tsx'
import { useStepWords } from './use-step-words.ts'

/** One protocol, whole: when to use it, how it goes, its steps in time, where it comes from. */
export function ProtocolPage() {
  const { t } = useTranslation()
  const { say } = useStepWords()
  const { id = '', protocolId = '' } = useParams()
  const { error, data } = useChoices(id)
  if (error) return <Problem error={error} />
  if (!data) return <Loading label={t('loading')} />
  const choice = data.all.find(({ protocol }) => protocol.id === protocolId)
  if (!choice) return <Missing />
  const { protocol, own } = choice
  const agenda = agendaOf(protocol)
  const at = `/communities/${id}/protocols`
  const { attribution } = protocol
  return (
    <article className={app.loose}>
      <PageTitle title={say(protocol.title)} />
      <div className={app.tight}>
        <Link to={at} className={app.soft}>
          {t('protocols.title')}
        </Link>
        <h1>{say(protocol.title)}</h1>
        <p className={app.lead}>{say(protocol.summary)}</p>
        <ProtocolFacts protocol={protocol} />
        {own ? <Saved own={own} /> : null}
      </div>
      <div className={app.row}>
        {data.community.may.schedule ? (
          <ButtonLink look="primary" to={`/communities/${id}/schedule?protocol=${protocol.id}`}>
            <CalendarPlus aria-hidden="true" />
            {t('protocols.use')}
          </ButtonLink>
        ) : null}
        <ButtonLink to={`${at}/${protocol.id}/rehearse`}>
          <Play aria-hidden="true" />
          {t('protocols.rehearse')}
        </ButtonLink>
        {data.mayEdit && own ? (
          <ButtonLink to={`${at}/${protocol.id}/edit`}>
            <Pencil aria-hidden="true" />
            {t('action.edit')}
          </ButtonLink>
        ) : null}
        {data.mayEdit ? (
          <ButtonLink look={own ? 'quiet' : 'secondary'} to={`${at}/new/edit?from=${protocol.id}`}>
            <Copy aria-hidden="true" />
            {t('protocols.copy')}
          </ButtonLink>
        ) : null}
        <Button look="quiet" onPress={() => exportFile(protocol)}>
          <Download aria-hidden="true" />
          {t('protocols.export')}
        </Button>
        {data.mayEdit && own ? <Remove communityId={id} protocol={protocol} /> : null}
      </div>
      <Card className={app.stack}>
        <h2>{t('protocols.steps')}</h2>
        <div className={app.tight}>
          <StepPicture agenda={agenda} />
          <PictureKey agenda={agenda} />
        </div>
        <StepListing protocol={protocol} agenda={agenda} prompts />
      </Card>
      <div className={app.columns}>
        <div className={app.stack}>
          <section className={app.tight}>
            <h2>{t('protocols.when')}</h2>
            <p>{say(protocol.useWhen)}</p>
          </section>
          {protocol.description ? (
            <section className={`${app.tight} ${css.reading}`}>
              <h2>{t('protocols.how')}</h2>
              {say(protocol.description)
                .split(/\n\s*\n/)
                .map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
            </section>
          ) : null}
        </div>
        <div className={app.stack}>
          <section className={app.tight}>
            <h2>{t('protocols.source')}</h2>
            <dl className={css.facts}>
              {(['origin', 'source', 'licence'] as const).map((what) => (
                <div key={what}>
                  <dt>{t(`protocols.${what === 'source' ? 'read' : what}`)}</dt>
                  <dd>{attribution[what]}</dd>
                </div>
              ))}
            </dl>
          </section>
          {own ? <Versions communityId={id} protocol={protocol} mayEdit={data.mayEdit} /> : null}
        </div>
      </div>
    </article>
  )
}

function Saved({ own: { protocol, savedAt, savedBy } }: { own: OwnProtocol }) {
  const { t, language } = useStepWords()
  const about = { version: protocol.version, when: formatWhen(savedAt, language), name: savedBy }
  return <p className={app.soft}>{savedBy ? t('protocols.saved', about) : t('protocols.savedByNobody', about)}</p>
}

function Versions({ communityId, protocol, mayEdit }: { communityId: string; protocol: Protocol; mayEdit: boolean }) {
  const { t, language } = useStepWords()
  const { data = [] } = useQuery(protocolQueries.versions(communityId, protocol.id))
  return (
    <section className={app.tight}>
      <h2>{t('protocols.versions')}</h2>
      <ol className={app.list}>
        {data.map(({ version, savedAt, savedBy }) => {
          const about = { version, when: formatWhen(savedAt, language), name: savedBy }
          const words = savedBy ? t('protocols.saved', about) : t('protocols.savedByNobody', about)
          return (
            <li key={version} className={app.between}>
              <span>{words}</span>
              {mayEdit && version !== protocol.version ? (
                <ButtonLink
                  small
                  look="quiet"
                  to={`/communities/${communityId}/protocols/${protocol.id}/edit?version=${version}`}
                  label={`${t('protocols.openVersion')}: ${words}`}
                >
                  {t('protocols.openVersion')}
                </ButtonLink>
              ) : null}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Remove({ communityId, protocol }: { communityId: string; protocol: Protocol }) {
  const { t } = useTranslation()
  const { say } = useStepWords()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => api(`/communities/${communityId}/protocols/${protocol.id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await navigate(`/communities/${communityId}/protocols`)
      await queryClient.invalidateQueries({ queryKey: protocolQueries.own(communityId).queryKey })
    },
  })
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        <Trash2 aria-hidden="true" />
        {t('protocols.remove')}
      </Button>
      {remove.error ? (
        <Notice kind="bad" live>
          {wordsOfError(remove.error)}
        </Notice>
      ) : null}
      <Confirm
        open={asking}
        title={t('protocols.removeTitle', { title: say(protocol.title) })}
        text={t('protocols.removeText')}
        yes={t('protocols.remove')}
        no={t('action.cancel')}
        pending={remove.isPending}
        onYes={() => remove.mutate()}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
