import type { Community } from '@copse/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { CalendarDays, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries, queryClient } from '../app/queries.ts'
import { wordsOfError } from '../app/words-of-error.ts'
import { Actions, Button, Card, Dialog, Empty, Loading, Notice, TextArea, TextField } from '../design/index.ts'
import { formatWhen } from '../i18n/times.ts'

export function Home() {
  const { t, i18n } = useTranslation()
  const { data, error, refetch } = useQuery(queries.communities)
  const [creating, setCreating] = useState(false)
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!data) return <Loading label={t('loading')} />
  return (
    <div className={css.loose}>
      <PageTitle title={t('community.home.title')} />
      <div className={css.between}>
        <div className={css.tight}>
          <h1>{t('community.home.title')}</h1>
          <p className={css.lead}>{t('community.home.lead')}</p>
        </div>
        {data.length > 0 ? (
          <Button onPress={() => setCreating(true)}>
            <Plus aria-hidden="true" />
            {t('community.home.create')}
          </Button>
        ) : null}
      </div>
      {data.length === 0 ? (
        <Empty>
          <p>{t('community.home.empty')}</p>
          <Button look="primary" onPress={() => setCreating(true)}>
            <Plus aria-hidden="true" />
            {t('community.home.create')}
          </Button>
        </Empty>
      ) : null}
      <div className={css.grid}>
        {data.map((community) => (
          <Card key={community.id}>
            <Link to={`/communities/${community.id}`} className={css.cardLink}>
              <h2>{community.name}</h2>
              <p className={css.soft}>{community.purpose}</p>
              <div className={css.cardFoot}>
                <span className={css.fact}>
                  <CalendarDays aria-hidden="true" />
                  {community.nextSessionAt === null
                    ? t('community.home.none')
                    : t('community.home.next', { when: formatWhen(community.nextSessionAt, i18n.language) })}
                </span>
                <span className={css.fact}>
                  <Users aria-hidden="true" />
                  {t('community.home.members', { count: community.memberCount })}
                </span>
              </div>
            </Link>
          </Card>
        ))}
      </div>
      {creating ? <NewCommunityDialog onClose={() => setCreating(false)} /> : null}
    </div>
  )
}

function NewCommunityDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const create = useMutation({
    mutationFn: () =>
      api<Community>('/communities', { method: 'POST', body: { name, ...(purpose.trim() && { purpose }) } }),
    onSuccess: async (community) => {
      await queryClient.invalidateQueries({ queryKey: queries.communities.queryKey })
      await navigate(`/communities/${community.id}`)
    },
  })
  return (
    <Dialog title={t('community.home.create')} open keeps onClose={onClose}>
      <form
        className={css.stack}
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
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
          label={t('community.home.purpose')}
          maxLength={2000}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        {create.error ? (
          <Notice kind="bad" live>
            {wordsOfError(create.error)}
          </Notice>
        ) : null}
        <Actions>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" isPending={create.isPending}>
            {t('community.home.created')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
