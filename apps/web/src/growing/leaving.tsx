import type { ExitCard as Card, SessionId } from '@copse/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wordsOfError } from '../app/words-of-error.ts'
import { Actions, Button, Notice } from '../design/index.ts'
import { cardOf, ExitCardFields, isFilled } from './exit-card-fields.tsx'
import { exitCards, useGiveCard } from './exit-card-queries.ts'

/** The foot of the question whether to leave: with it goes what was said on the card, if anything was. */
export function Leaving(props: { sessionId: SessionId; runs: boolean; onStay: () => void; onLeave: () => void }) {
  const { sessionId, runs, onStay, onLeave } = props
  const { t } = useTranslation()
  const { data } = useQuery({ ...exitCards(sessionId), enabled: runs })
  const [card, setCard] = useState<Card>({})
  const give = useGiveCard(sessionId)
  return (
    <>
      {data?.may.answer ? <ExitCardFields card={card} onChange={setCard} /> : null}
      {give.error ? (
        <Notice kind="bad" live>
          {wordsOfError(give.error)}
        </Notice>
      ) : null}
      <Actions>
        <Button onPress={onStay}>{t('room.controls.stay')}</Button>
        <Button
          look="danger"
          isPending={give.isPending}
          onPress={() => {
            // What could not be sent keeps nobody here: pressed again it only leaves.
            if (!isFilled(card) || give.error) onLeave()
            else give.mutate(cardOf(card), { onSuccess: onLeave })
          }}
        >
          {t('room.controls.leave')}
        </Button>
      </Actions>
    </>
  )
}
