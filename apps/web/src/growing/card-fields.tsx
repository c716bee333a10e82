import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Check, TextArea, TextField } from '../design/index.ts'

export interface CardDraft {
  readonly title: string
  readonly description: string
  /** As they are typed, with commas between. */
  readonly tags: string
  readonly named: boolean
  readonly shared: boolean
}
export const emptyCard: CardDraft = { title: '', description: '', tags: '', named: false, shared: false }

/** The draft as it is sent. */
export const wordsOf = ({ title, description, tags, named, shared }: CardDraft) => ({
  title: title.trim(),
  description: description.trim(),
  tags: tags
    .split(',')
    .map((tag) => tag.trim().slice(0, 30))
    .filter(Boolean)
    .slice(0, 8),
  named,
  shared,
})

/** A note's words as a card begins: a short one is its title, a long one is told below it. */
export function draftOf(note: string): CardDraft {
  const line = note.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= 120) return { ...emptyCard, title: line }
  return { ...emptyCard, title: `${line.slice(0, 80).replace(/\s\S*$/, '')} …`, description: note.trim() }
}

export function CardFields(props: {
  draft: CardDraft
  /** Whether its author writes: who else reads it and her name on it are hers to say. */
  author: boolean
  onChange: (draft: CardDraft) => void
}) {
  const { draft, author, onChange } = props
  const { t } = useTranslation()
  return (
    <div className={app.stack}>
      <TextField
        label={t('growing.card.title')}
        required
        maxLength={120}
        value={draft.title}
        onChange={(event) => onChange({ ...draft, title: event.target.value })}
      />
      <TextArea
        label={t('growing.card.description')}
        rows={4}
        maxLength={2000}
        value={draft.description}
        onChange={(event) => onChange({ ...draft, description: event.target.value })}
      />
      <TextField
        label={t('growing.card.tags')}
        hint={t('growing.card.tagsHint')}
        maxLength={250}
        value={draft.tags}
        onChange={(event) => onChange({ ...draft, tags: event.target.value })}
      />
      {author ? (
        <div>
          <Check
            type="checkbox"
            checked={draft.named}
            onChange={(event) => onChange({ ...draft, named: event.target.checked })}
          >
            {t('growing.card.named')}
          </Check>
          <Check
            type="checkbox"
            checked={draft.shared}
            onChange={(event) => onChange({ ...draft, shared: event.target.checked })}
          >
            {t('growing.card.share')}
          </Check>
        </div>
      ) : null}
    </div>
  )
}
