import { verdicts, type SessionId } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Card, Notice } from '../design/index.ts'
import { exitCards, useTakeCardBack } from './exit-card-queries.ts'
import css from './growing.module.css'

/** In the record: what all said on leaving, and one's own card to take back. */
export function Together({ sessionId }: { sessionId: SessionId }) {
  const { t } = useTranslation()
  const { data } = useQuery(exitCards(sessionId))
  const takeBack = useTakeCardBack(sessionId)
  if (!data || (!data.mine && !data.together)) return null
  const { mine, together } = data
  return (
    <Card className={app.stack}>
      <h2>{t('growing.exit.together')}</h2>
      {together ? (
        <>
          {(['worth', 'heard'] as const).map((question) => {
            const tally = together[question]
            return tally ? (
              <div key={question} className={app.tight}>
                <h3 className={css.legend}>{t(`growing.exit.${question}`)}</h3>
                <dl className={css.tally}>
                  {verdicts.map((verdict) => (
                    <div key={verdict}>
                      <dt>{t(`growing.exit.verdict.${verdict}`)}</dt>
                      <dd>{tally[verdict]}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            ) : null
          })}
          <ul className={app.list}>
            {together.lines.map(({ text, name }, index) => (
              <li key={index}>
                {text}
                {name ? <span className={app.soft}> · {name}</span> : null}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className={app.soft}>{t('growing.exit.few')}</p>
      )}
      {mine ? (
        <div className={app.tight}>
          <p className={app.about}>{t('growing.exit.yours')}</p>
          <div>
            <Button small look="quiet" isPending={takeBack.isPending} onPress={() => takeBack.mutate()}>
              {t('growing.exit.back')}
            </Button>
          </div>
        </div>
      ) : null}
      {takeBack.error ? (
        <Notice kind="bad" live>
          {wordsOfError(takeBack.error)}
        </Notice>
      ) : null}
    </Card>
  )
}
