import type { Community } from '@copse/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { queries, queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Actions, Button, Dialog, Notice, Select, TextArea, TextField } from '../design/index.ts'

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export function EditCommunity({ community, onClose }: { community: Community; onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(community.name)
  const [purpose, setPurpose] = useState(community.purpose)
  const [norms, setNorms] = useState(community.norms.join('\n'))
  const [districts, setDistricts] = useState(community.districts.join('\n'))
  const [enforcement, setEnforcement] = useState(community.enforcement)
  const save = useMutation({
    mutationFn: () =>
      api<Community>(`/communities/${community.id}`, {
        method: 'PATCH',
        body: { name, purpose, norms: linesOf(norms), districts: linesOf(districts), enforcement },
      }),
    onSuccess: (now) => {
      queryClient.setQueryData(queries.community(community.id).queryKey, now)
      onClose()
    },
  })
  return (
    <Dialog title={t('community.edit.title')} open keeps onClose={onClose}>
      <form
        className={css.stack}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField
          label={t('community.home.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={t('community.purpose')}
          maxLength={2000}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <TextArea
          label={t('community.edit.norms')}
          rows={5}
          value={norms}
          onChange={(event) => setNorms(event.target.value)}
        />
        <TextArea
          label={t('community.edit.districts')}
          rows={4}
          value={districts}
          onChange={(event) => setDistricts(event.target.value)}
        />
        <Select
          label={t('desk.community.enforcement')}
          hint={t(`community.schedule.${enforcement}Hint`)}
          value={enforcement}
          options={[
            { value: 'enforced', label: t('community.schedule.enforced') },
            { value: 'guide', label: t('community.schedule.guide') },
          ]}
          onChange={(event) => setEnforcement(event.target.value as Community['enforcement'])}
        />
        {save.error ? (
          <Notice kind="bad" live>
            {wordsOfError(save.error)}
          </Notice>
        ) : null}
        <Actions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" isPending={save.isPending}>
            {t('action.save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
