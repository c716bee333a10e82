import { inLanguage, type RecordedStep, type SessionRecord } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import app from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries } from '../app/queries.ts'
import { Avatar, ButtonLink, Card, Loading } from '../design/index.ts'
import { Together } from '../growing/together.tsx'
import { formatTime, formatWhen } from '../i18n/times.ts'
import { Boards } from './boards.tsx'
import { ExportButton } from './export-button.tsx'
import css from './record.module.css'

const minutesOf = (ms: number) => Math.round(ms / 6000) / 10

/** A session as its members find it weeks later. */
export function RecordPage() {
  const { t, i18n } = useTranslation()
  const { id = '' } = useParams()
  const { data: record, error, refetch } = useQuery(queries.record(id))
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!record) return <Loading label={t('loading')} />
  const { session } = record
  return (
    <div className={app.loose}>
      <PageTitle title={`${t('record.title')}: ${session.title}`} />
      <div className={app.between}>
        <div className={app.tight}>
          <Link to={`/communities/${session.communityId}`}>{session.communityName}</Link>
          <h1>{session.title}</h1>
          <p className={app.soft}>{inLanguage(session.protocolTitle, i18n.language)}</p>
        </div>
        <ExportButton sessionId={session.id} />
      </div>
      {record.endedAt > record.startedAt ? (
        <p className={`${app.row} ${css.noPrint}`}>
          <ButtonLink to={`/sessions/${session.id}/record/replay`} look="primary">
            <Play aria-hidden="true" />
            {t('replay.watch')}
          </ButtonLink>
          <span className={app.soft}>{t('replay.watchHint')}</span>
        </p>
      ) : null}
      {session.focusQuestion ? <blockquote className={app.quote}>{session.focusQuestion}</blockquote> : null}
      <dl className={css.facts}>
        <div>
          <dt>{t('record.started')}</dt>
          <dd>{formatWhen(record.startedAt, i18n.language)}</dd>
        </div>
        <div>
          <dt>{t('record.people')}</dt>
          <dd>{t('record.peopleCount', { count: record.people.length })}</dd>
        </div>
        <div>
          <dt>{t('record.lasted')}</dt>
          <dd>{t('record.minutesShort', { minutes: minutesOf(record.endedAt - record.startedAt) })}</dd>
        </div>
      </dl>
      <div className={app.columns}>
        <div className={app.stack}>
          <section className={app.stack}>
            <h2>{t('record.boards')}</h2>
            <Boards record={record} />
          </section>
          <Card className={app.stack}>
            <h2>{t('record.steps')}</h2>
            <Steps record={record} />
          </Card>
          <Card className={app.stack}>
            <h2>{t('record.chat')}</h2>
            {record.chat.length === 0 ? <p className={app.soft}>{t('record.noChat')}</p> : null}
            <ul className={app.list}>
              {record.chat.map((line, index) => (
                <li key={index}>
                  <p className={app.about}>
                    <strong>{line.name}</strong> {formatTime(line.at, i18n.language)}
                  </p>
                  <p className={css.words}>{line.text}</p>
                </li>
              ))}
            </ul>
          </Card>
        </div>
        <div className={app.stack}>
          <Card className={app.stack}>
            <h2>{t('record.commitments')}</h2>
            {record.commitments.length === 0 ? <p className={app.soft}>{t('record.noCommitments')}</p> : null}
            <ul className={app.list}>
              {record.commitments.map(({ name, text, due, at }) => (
                <li key={at}>
                  <strong>{name}</strong>: {text}
                  {due ? <span className={app.soft}> · {t('record.by', { due })}</span> : null}
                </li>
              ))}
            </ul>
          </Card>
          <Together sessionId={session.id} />
          <Card className={app.stack}>
            <h2>{t('record.people')}</h2>
            <People record={record} />
          </Card>
          <Card className={app.stack}>
            <h2>{t('record.decisions')}</h2>
            {record.decisions.length === 0 ? <p className={app.soft}>{t('record.noDecisions')}</p> : null}
            <ul className={app.list}>
              {record.decisions.map(({ at, by, type, detail }, index) => (
                <li key={index}>
                  <span className={app.about}>
                    {formatTime(at, i18n.language)} {by}
                  </span>
                  {t(`record.decision.${type}` as never, { defaultValue: type })} {detail}
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </div>
  )
}

function Steps({ record: { steps, startedAt, session } }: { record: SessionRecord }) {
  const { t, i18n } = useTranslation()
  const nameOf = ({ title, round }: RecordedStep) =>
    [inLanguage(title, i18n.language), round?.personName].filter(Boolean).join(' · ')
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('record.step')}</th>
          <th scope="col">{t('record.planned')}</th>
          <th scope="col">{t('record.actual')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.index}>
            <td>
              {step.enteredAt === null ? (
                nameOf(step)
              ) : (
                <Link
                  to={`/sessions/${session.id}/record/replay?at=${Math.ceil((step.enteredAt - startedAt) / 1000)}`}
                  aria-label={t('replay.watchStep', { step: nameOf(step) })}
                >
                  {nameOf(step)}
                </Link>
              )}
            </td>
            <td>{t('record.minutesShort', { minutes: minutesOf(step.plannedMs) })}</td>
            <td>
              {step.enteredAt === null
                ? t('record.notReached')
                : t('record.minutesShort', { minutes: minutesOf(step.actualMs) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function People({ record }: { record: SessionRecord }) {
  const { t, i18n } = useTranslation()
  return (
    <ul className={app.list}>
      {record.people.map((person) => (
        <li key={person.personId} className={app.person}>
          <Avatar id={person.personId} name={person.name} />
          <span>
            <b>{person.name}</b>
            <span className={app.about}>
              {[
                t(`room.role.${person.role}`),
                person.district,
                person.intervals
                  .map(({ from, to }) => `${formatTime(from, i18n.language)}–${formatTime(to, i18n.language)}`)
                  .join(', '),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
