import type { Invitation, SessionId } from '@copse/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { queries, queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Button, Card, Confirm, Notice, Select } from '../design/index.ts'
import { formatWhen } from '../i18n/times.ts'
import { CopyLink } from './copy-link.tsx'

const lifetimes = { day: 24, week: 7 * 24, month: 30 * 24 } as const

export function Invitations({ sessionId }: { sessionId: SessionId }) {
  const { t, i18n } = useTranslation()
  const { data = [], dataUpdatedAt } = useQuery(queries.invitations(sessionId))
  const [lifetime, setLifetime] = useState<keyof typeof lifetimes>('week')
  const [revoking, setRevoking] = useState<string | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: queries.invitations(sessionId).queryKey })
  const create = useMutation({
    mutationFn: () =>
      api<Invitation>(`/sessions/${sessionId}/invitations`, { method: 'POST', body: { hours: lifetimes[lifetime] } }),
    onSuccess: refresh,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => api(`/sessions/${sessionId}/invitations/${id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      setRevoking(null)
      await refresh()
    },
  })
  const stateOf = (invitation: Invitation) =>
    invitation.revokedAt
      ? t('community.invitations.revoked')
      : invitation.expiresAt < dataUpdatedAt
        ? t('community.invitations.expired')
        : t('community.invitations.expires', { when: formatWhen(invitation.expiresAt, i18n.language) })
  return (
    <Card className={css.stack}>
      <h2>{t('community.invitations.title')}</h2>
      <p className={css.soft}>{t('community.invitations.lead')}</p>
      <div className={`${css.row} ${css.baseline}`}>
        <Select
          label={t('community.invitations.hours')}
          value={lifetime}
          options={(['day', 'week', 'month'] as const).map((value) => ({
            value,
            label: t(`community.invitations.${value}`),
          }))}
          onChange={(event) => setLifetime(event.target.value as keyof typeof lifetimes)}
        />
        <Button onPress={() => create.mutate()} isPending={create.isPending}>
          {t('community.invitations.create')}
        </Button>
      </div>
      {create.error ? (
        <Notice kind="bad" live>
          {wordsOfError(create.error)}
        </Notice>
      ) : null}
      {create.data?.link ? (
        <Notice kind="good" live>
          <div className={css.tight}>
            <CopyLink link={create.data.link} label={t('community.invitations.link')} />
            {t('community.invitations.once')}
          </div>
        </Notice>
      ) : null}
      {data.length > 0 ? (
        <>
          <h3>{t('community.invitations.list')}</h3>
          <ul className={css.list}>
            {data.map((invitation) => (
              <li key={invitation.id} className={css.between}>
                <span>
                  {stateOf(invitation)} ·{' '}
                  {invitation.uses === 0
                    ? t('community.invitations.unused')
                    : t('community.invitations.uses', { count: invitation.uses })}
                </span>
                {invitation.revokedAt ? null : (
                  <Button small look="quiet" onPress={() => setRevoking(invitation.id)}>
                    {t('community.invitations.revoke')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <Confirm
        open={revoking !== null}
        title={t('community.invitations.revokeTitle')}
        text={t('community.invitations.revokeText')}
        yes={t('community.invitations.revoke')}
        no={t('action.cancel')}
        pending={revoke.isPending}
        onYes={() => revoking && revoke.mutate(revoking)}
        onClose={() => setRevoking(null)}
      />
    </Card>
  )
}
