import { Group } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, TextField } from '../design/index.ts'
import css from './room.module.css'

/** A theme of what is chosen on the drawing, once it has a name. */
export function MakeTheme({ count, onMake }: { count: number; onMake: (name: string) => void }) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button small onPress={() => setAsks(true)}>
        <Group aria-hidden="true" />
        {t('room.theme.make')}
      </Button>
      <Dialog title={t('room.theme.make')} open={asks} onClose={() => setAsks(false)}>
        <ThemeForm
          count={count}
          onMake={(name) => {
            setAsks(false)
            onMake(name)
          }}
          onCancel={() => setAsks(false)}
        />
      </Dialog>
    </>
  )
}

/** Asks for the name of a theme that so many chosen notes are gathered in. */
export function ThemeForm({
  count,
  onMake,
  onCancel,
}: {
  count: number
  onMake: (name: string) => void
  onCancel: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  return (
    <form
      className={css.themeForm}
      aria-label={t('room.theme.make')}
      onSubmit={(event) => {
        event.preventDefault()
        if (count > 0 && name.trim() !== '') onMake(name.trim())
      }}
    >
      <p role="status">{t('room.theme.chosen', { count })}</p>
      <TextField
        label={t('room.theme.name')}
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit" look="primary" isDisabled={count === 0 || name.trim() === ''}>
        {t('room.theme.make')}
      </Button>
      <Button look="quiet" onPress={onCancel}>
        {t('action.cancel')}
      </Button>
    </form>
  )
}
