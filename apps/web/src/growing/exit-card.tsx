import type { ExitCard as Card, SessionId } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Card as Box, Notice } from '../design/index.ts'
import { cardOf, ExitCardFields, isFilled } from './exit-card-fields.tsx'
import { exitCards, useGiveCard } from './exit-card-queries.ts'
import css from './growing.module.css'

/** Where a session has ended: a minute to say how it was. Going on without it is never remarked on. */
export function ExitCard({ sessionId }: { sessionId: SessionId }) {
  const { t } = useTranslation()
  const { data } = useQuery(exitCards(sessionId))
  const [card, setCard] = useState<Card>({})
  const give = useGiveCard(sessionId)
  if (give.isSuccess)
    return (
      <Notice kind="good" live>
        {t('growing.exit.thanks')}
      </Notice>
    )
  if (!data?.may.answer) return null
  return (
    <Box className={css.exit}>
      <form
        className={app.stack}
        onSubmit={(event) => {
          event.preventDefault()
          if (isFilled(card)) give.mutate(cardOf(card))
        }}
      >
        <h2>{t('growing.exit.title')}</h2>
        <ExitCardFields card={card} onChange={setCard} />
        {give.error ? (
          <Notice kind="bad" live>
            {wordsOfError(give.error)}
          </Notice>
        ) : null}
        <div>
          <Button type="submit" isPending={give.isPending} isDisabled={!isFilled(card)}>
            {t('growing.exit.send')}
          </Button>
        </div>
      </form>
    </Box>
  )
}
