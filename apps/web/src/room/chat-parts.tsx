import type { PersonId } from '@copse/contract'
import { Send } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar, Button, Notice, TextArea } from '../design/index.ts'
import { formatTime } from '../i18n/times.ts'
import css from './room.module.css'
import { useDraft } from './use-draft.ts'

/** What was said, the newest in sight. */
export function Lines({ label, last, children }: { label: string; last: number | undefined; children: ReactNode }) {
  const lines = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (last !== undefined) lines.current?.scrollTo({ top: lines.current.scrollHeight })
  }, [last])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: without a place in the tab order the keyboard cannot reach what is above
    <div className={css.lines} ref={lines} role="log" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}

export function Line(props: {
  line: { readonly personId: PersonId; readonly at: number; readonly text: string }
  name: string
  mark?: ReactNode
}) {
  const { line, name, mark } = props
  const { i18n } = useTranslation()
  return (
    <div className={css.line}>
      <Avatar id={line.personId} name={name} />
      <p className={css.lineHead}>
        <strong>{name}</strong> <time>{formatTime(line.at, i18n.language)}</time> {mark}
      </p>
      <p className={css.lineText}>{line.text}</p>
    </div>
  )
}

/** A field that sends with Enter. `say` answers whether it was said: until then the words stay. */
export function Compose(props: {
  draft: string
  label: string
  maxLength: number
  problem: string | null
  pending: boolean
  disabled?: boolean
  say: (text: string) => Promise<boolean>
}) {
  const { draft, label, maxLength, problem, pending, disabled = false, say } = props
  const { t } = useTranslation()
  const [text, setText] = useDraft(draft)
  async function submit() {
    const words = text.trim()
    if (words === '' || pending || disabled) return
    if (await say(words)) setText((now) => (now.trim() === words ? '' : now))
  }
  return (
    <form
      className={css.compose}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea
        label={label}
        rows={2}
        maxLength={maxLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          void submit()
        }}
      />
      <Button
        type="submit"
        look="primary"
        iconOnly
        isDisabled={text.trim() === '' || disabled}
        aria-label={t('room.chat.send')}
        isPending={pending}
      >
        {pending ? null : <Send aria-hidden="true" />}
      </Button>
      {problem ? (
        <Notice kind="bad" live>
          {problem}
        </Notice>
      ) : null}
    </form>
  )
}
