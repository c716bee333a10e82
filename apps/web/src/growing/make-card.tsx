import type { NewCard } from '@copse/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { wordsOfError } from '../app/words-of-error.ts'
import { Actions, Button, ButtonLink, Dialog, Notice, Select } from '../design/index.ts'
import { CardFields, draftOf, emptyCard, wordsOf } from './card-fields.tsx'
import { useAddCard } from './card-queries.ts'

/** A note becomes a card of the community's library; where there are several, one is chosen first. */
export function MakeCard(props: {
  communityId: string
  notes: readonly string[]
  source: NewCard['source']
  onClose: () => void
}) {
  const { communityId, notes, source, onClose } = props
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(0)
  const [draft, setDraft] = useState(() => (notes[0] === undefined ? emptyCard : draftOf(notes[0])))
  const add = useAddCard(communityId)
  if (add.isSuccess)
    return (
      <Dialog title={t('growing.card.made')} open onClose={onClose}>
        <p>{add.data.title}</p>
        <Actions>
          <ButtonLink to={`/communities/${communityId}/cards`}>{t('growing.card.library')}</ButtonLink>
          <Button look="primary" onPress={onClose}>
            {t('action.close')}
          </Button>
        </Actions>
      </Dialog>
    )
  return (
    <Dialog title={t('growing.card.make')} open keeps onClose={onClose}>
      <form
        className={app.stack}
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate({ ...wordsOf(draft), source })
        }}
      >
        {notes.length > 1 ? (
          <Select
            label={t('growing.card.note')}
            value={String(chosen)}
            options={notes.map((note, index) => ({ value: String(index), label: note.slice(0, 80) }))}
            onChange={(event) => {
              setChosen(Number(event.target.value))
              setDraft({ ...draft, ...draftOf(notes[Number(event.target.value)]!), tags: draft.tags })
            }}
          />
        ) : null}
        <CardFields draft={draft} author onChange={setDraft} />
        {source ? <p className={app.about}>{t('growing.card.source')}</p> : null}
        {add.error ? (
          <Notice kind="bad" live>
            {wordsOfError(add.error)}
          </Notice>
        ) : null}
        <Actions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" isPending={add.isPending}>
            {t('action.save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
