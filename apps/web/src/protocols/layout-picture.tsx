import type { BoardLayout, LocalText } from '@copse/contract'
import css from './picture.module.css'
import { useStepWords } from './use-step-words.ts'

/** What a board begins with, small. `item`: what the round is about. */
export function LayoutPicture({ layout, item }: { layout: BoardLayout; item?: LocalText | undefined }) {
  const { say, t } = useStepWords()
  const parts = layout.kind === 'question' ? [item ?? layout.text] : layout.titles
  return (
    <figure className={css.layout}>
      <figcaption>{t('protocols.preview.begins')}</figcaption>
      <ol data-kind={layout.kind}>
        {parts.map((part, at) => (
          <li key={at}>{say(part)}</li>
        ))}
      </ol>
    </figure>
  )
}
