import type { Language, Me } from '@copse/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Actions, Button, Dialog, Notice, Select, TextField } from '../design/index.ts'
import { chooseLanguage, languageNames, languages } from '../i18n/index.ts'
import { api } from './api.ts'
import css from './app.module.css'
import { queries, queryClient } from './queries.ts'
import { chooseTheme, useTheme, type ThemeChoice } from './theme.ts'
import { wordsOfError } from './words-of-error.ts'

/** Name and district, for members; language and appearance, for everyone. */
export default function Profile({ me, onClose }: { me: Me | null; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { choice } = useTheme()
  const member = me?.actor?.kind === 'member'
  const [name, setName] = useState(me?.actor?.name ?? '')
  const [district, setDistrict] = useState(me?.actor?.district ?? '')
  const save = useMutation({
    mutationFn: () =>
      api<Me>('/me', {
        method: 'PATCH',
        body: { name, district: district.trim() || null, language: i18n.language as Language },
      }),
    onSuccess: (now) => {
      queryClient.setQueryData(queries.me.queryKey, now)
      onClose()
    },
  })
  return (
    <Dialog title={member ? t('profile.title') : t('room.controls.appearance')} open keeps onClose={onClose}>
      <form
        className={css.stack}
        onSubmit={(event) => {
          event.preventDefault()
          if (member) save.mutate()
          else onClose()
        }}
      >
        {member ? (
          <div className={css.pair}>
            <TextField
              label={t('profile.name')}
              value={name}
              required
              maxLength={80}
              autoComplete="name"
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={t('profile.district')}
              value={district}
              maxLength={120}
              autoComplete="organization"
              onChange={(event) => setDistrict(event.target.value)}
            />
          </div>
        ) : null}
        <div className={css.pair}>
          <Select
            label={t('app.language')}
            value={i18n.language}
            options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
            onChange={(event) => void chooseLanguage(event.target.value as Language)}
          />
          <Select
            label={t('app.theme')}
            value={choice}
            options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`app.${value}`) }))}
            onChange={(event) => chooseTheme(event.target.value as ThemeChoice)}
          />
        </div>
        {save.error ? (
          <Notice kind="bad" live>
            {wordsOfError(save.error)}
          </Notice>
        ) : null}
        <Actions>
          <Button onPress={onClose}>{t('action.close')}</Button>
          {member ? (
            <Button type="submit" look="primary" isPending={save.isPending}>
              {t('action.save')}
            </Button>
          ) : null}
        </Actions>
      </form>
    </Dialog>
  )
}
