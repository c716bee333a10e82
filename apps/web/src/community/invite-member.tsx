import type { Community } from '@copse/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { queries, queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Actions, Button, Dialog, Notice, Select, TextField } from '../design/index.ts'

export function InviteMember({ community, onClose }: { community: Community; onClose: () => void }) {
  const { t } = useTranslation()
  const empty = { name: '', email: '', district: '', role: 'member' as 'member' | 'facilitator' }
  const [member, setMember] = useState(empty)
  const invite = useMutation({
    mutationFn: (one: typeof empty) =>
      api<Community>(`/communities/${community.id}/members`, {
        method: 'POST',
        body: { ...one, district: one.district.trim() || null },
      }),
    onSuccess: (now) => {
      queryClient.setQueryData(queries.community(community.id).queryKey, now)
      setMember(empty)
    },
  })
  const set = (change: Partial<typeof empty>) => setMember({ ...member, ...change })
  return (
    <Dialog title={t('community.invite.title')} open keeps onClose={onClose}>
      <form
        className={css.stack}
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate(member)
        }}
      >
        <div className={css.pair}>
          <TextField
            label={t('community.invite.name')}
            required
            maxLength={80}
            value={member.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextField
            label={t('community.invite.email')}
            type="email"
            required
            value={member.email}
            onChange={(event) => set({ email: event.target.value })}
          />
          <TextField
            label={t('community.invite.district')}
            maxLength={120}
            suggestions={community.districts}
            value={member.district}
            onChange={(event) => set({ district: event.target.value })}
          />
          <Select
            label={t('community.invite.role')}
            value={member.role}
            options={(['member', 'facilitator'] as const).map((value) => ({
              value,
              label: t(`community.role.${value}`),
            }))}
            onChange={(event) => set({ role: event.target.value as 'member' | 'facilitator' })}
          />
        </div>
        {invite.error ? (
          <Notice kind="bad" live>
            {wordsOfError(invite.error)}
          </Notice>
        ) : null}
        {invite.isSuccess ? (
          <Notice kind="good" live>
            {t('community.invite.sent', { name: invite.variables.name })}
          </Notice>
        ) : null}
        <Actions>
          <Button onPress={onClose}>{t('action.close')}</Button>
          <Button type="submit" look="primary" isPending={invite.isPending}>
            {t('community.invite.send')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
