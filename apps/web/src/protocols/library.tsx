import { Play, Plus, Upload } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import app from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { ButtonLink, Card, Empty, LiveRegion, Loading, TextField } from '../design/index.ts'
import { agendaOf, ProtocolFacts } from './protocol-facts.tsx'
import { useChoices, type Choice } from './protocol-queries.ts'
import css from './protocols.module.css'
import { StepPicture } from './step-picture.tsx'
import { useStepWords } from './use-step-words.ts'

const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Everything a community can run: its own protocols and the catalogue, found by a word, by how many come and how long there is. */
export function Library() {
  const { t } = useTranslation()
  const { say } = useStepWords()
  const { id = '' } = useParams()
  const { error, data } = useChoices(id)
  const [wish, setWish] = useState({ word: '', people: '', minutes: '' })
  const sought = useDeferredValue(wish)
  if (error) return <Problem error={error} />
  if (!data) return <Loading label={t('loading')} />

  const fits = ({ protocol }: Choice): boolean => {
    const words = [protocol.title, protocol.summary, protocol.useWhen].map(say).join(' ')
    const people = Number(sought.people)
    const minutes = Number(sought.minutes)
    return (
      plain(words).includes(plain(sought.word.trim())) &&
      (!people || (protocol.people.min <= people && people <= protocol.people.max)) &&
      (!minutes || leastMinutes(protocol) <= minutes)
    )
  }
  const ours = data.ours.filter(fits)
  const theirs = data.theirs.filter(fits)
  const found = ours.length + theirs.length
  const cards = (choices: readonly Choice[]) => (
    <ul className={`${app.grid} ${css.cards}`}>
      {choices.map((choice) => (
        <ChoiceCard
          key={choice.protocol.id}
          choice={choice}
          communityId={id}
          maySchedule={data.community.may.schedule}
        />
      ))}
    </ul>
  )
  return (
    <div className={app.loose}>
      <PageTitle title={`${t('protocols.title')} · ${data.community.name}`} />
      <div className={app.between}>
        <div className={app.tight}>
          <Link to={`/communities/${id}`} className={app.soft}>
            {data.community.name}
          </Link>
          <h1>{t('protocols.title')}</h1>
          <p className={app.lead}>{t('protocols.lead')}</p>
        </div>
        {data.mayEdit ? (
          <div className={app.row}>
            <ButtonLink to={`/communities/${id}/protocols/new/edit`}>
              <Plus aria-hidden="true" />
              {t('protocols.create')}
            </ButtonLink>
            <ButtonLink look="quiet" to={`/communities/${id}/protocols/new/edit?import`}>
              <Upload aria-hidden="true" />
              {t('protocols.importFile')}
            </ButtonLink>
          </div>
        ) : null}
      </div>
      <div className={app.pair} role="search">
        <TextField
          label={t('protocols.find')}
          type="search"
          value={wish.word}
          onChange={({ target }) => setWish({ ...wish, word: target.value })}
        />
        <TextField
          label={t('protocols.findPeople')}
          type="number"
          min={1}
          max={300}
          value={wish.people}
          onChange={({ target }) => setWish({ ...wish, people: target.value })}
        />
        <TextField
          label={t('protocols.findMinutes')}
          type="number"
          min={5}
          max={480}
          value={wish.minutes}
          onChange={({ target }) => setWish({ ...wish, minutes: target.value })}
        />
      </div>
      <LiveRegion text={t('protocols.found', { count: found })} />
      {found === 0 ? <Empty>{t('protocols.noneFound')}</Empty> : null}
      <section className={app.stack}>
        <h2>{t('protocols.own')}</h2>
        {data.ours.length === 0 ? <p className={app.soft}>{t('protocols.noneOwn')}</p> : cards(ours)}
      </section>
      <section className={app.stack}>
        <h2>{t('protocols.catalogue')}</h2>
        {cards(theirs)}
      </section>
    </div>
  )
}

/** The shortest a protocol can be made, minutes. */
const leastMinutes = (protocol: Choice['protocol']): number =>
  agendaOf(protocol, 1).steps.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000

function ChoiceCard({
  choice: { protocol },
  communityId,
  maySchedule,
}: {
  choice: Choice
  communityId: string
  maySchedule: boolean
}) {
  const { t } = useTranslation()
  const { say } = useStepWords()
  const at = `/communities/${communityId}/protocols/${protocol.id}`
  const title = say(protocol.title)
  return (
    <li>
      <Card className={css.card}>
        <h3>
          <Link to={at}>{title}</Link>
        </h3>
        <p>{say(protocol.summary)}</p>
        <StepPicture agenda={agendaOf(protocol)} />
        <ProtocolFacts protocol={protocol} />
        <div className={app.row}>
          {maySchedule ? (
            <ButtonLink
              small
              to={`/communities/${communityId}/schedule?protocol=${protocol.id}`}
              label={`${t('protocols.use')}: ${title}`}
            >
              {t('protocols.use')}
            </ButtonLink>
          ) : null}
          <ButtonLink small look="quiet" to={`${at}/rehearse`} label={`${t('protocols.rehearse')}: ${title}`}>
            <Play aria-hidden="true" />
            {t('protocols.rehearse')}
          </ButtonLink>
        </div>
      </Card>
    </li>
  )
}
