import type { Community, Member } from '@copse/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { CalendarPlus, ListOrdered, Pencil, Search, Sprout, Trash2, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api } from '../app/api.ts'
import css from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries, queryClient } from '../app/queries.ts'
import { Avatar, Badge, Button, ButtonLink, Card, Confirm, Loading } from '../design/index.ts'
import { OwnPromises, Stories } from '../growing/practice.tsx'
import { EditCommunity } from './edit-community.tsx'
import { InviteMember } from './invite-member.tsx'
import { SessionLists } from './session-lists.tsx'

export function CommunityPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: community, error, refetch } = useQuery(queries.community(id))
  const [dialog, setDialog] = useState<'edit' | 'invite' | null>(null)
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!community) return <Loading label={t('loading')} />
  return (
    <div className={css.loose}>
      <PageTitle title={community.name} />
      <div className={css.between}>
        <div className={css.tight}>
          <h1>{community.name}</h1>
          {community.purpose ? <p className={css.lead}>{community.purpose}</p> : null}
        </div>
        <div className={css.row}>
          <ButtonLink look="quiet" to={`/search?community=${id}`}>
            <Search aria-hidden="true" />
            {t('growing.search.title')}
          </ButtonLink>
          <ButtonLink look="quiet" to={`/communities/${id}/cards`}>
            <Sprout aria-hidden="true" />
            {t('growing.card.library')}
          </ButtonLink>
          <ButtonLink look="quiet" to={`/communities/${id}/protocols`}>
            <ListOrdered aria-hidden="true" />
            {t('protocols.title')}
          </ButtonLink>
          {community.may.schedule ? (
            <ButtonLink to={`/communities/${id}/schedule`}>
              <CalendarPlus aria-hidden="true" />
              {t('community.sessions.schedule')}
            </ButtonLink>
          ) : null}
        </div>
      </div>
      <div className={css.columns}>
        <div className={css.loose}>
          <OwnPromises communityId={community.id} />
          <SessionLists communityId={community.id} />
          <Stories communityId={community.id} />
        </div>
        <div className={css.stack}>
          <Card className={css.stack}>
            <div className={css.between}>
              <h2>{t('community.norms')}</h2>
              {community.may.edit ? (
                <Button small onPress={() => setDialog('edit')}>
                  <Pencil aria-hidden="true" />
                  {t('action.edit')}
                </Button>
              ) : null}
            </div>
            {community.norms.length === 0 ? <p className={css.soft}>{t('community.noNorms')}</p> : null}
            <ol className={css.norms}>
              {community.norms.map((norm) => (
                <li key={norm}>{norm}</li>
              ))}
            </ol>
          </Card>
          <Card className={css.stack}>
            <div className={css.between}>
              <h2>{t('community.members')}</h2>
              {community.may.invite ? (
                <Button small onPress={() => setDialog('invite')}>
                  <UserPlus aria-hidden="true" />
                  {t('community.invite.send')}
                </Button>
              ) : null}
            </div>
            <Members community={community} />
          </Card>
        </div>
      </div>
      {dialog === 'edit' ? <EditCommunity community={community} onClose={() => setDialog(null)} /> : null}
      {dialog === 'invite' ? <InviteMember community={community} onClose={() => setDialog(null)} /> : null}
    </div>
  )
}

/** Members by district, so that it is seen who comes from where. */
function Members({ community }: { community: Community }) {
  const { t } = useTranslation()
  const [leaving, setLeaving] = useState<Member | null>(null)
  const remove = useMutation({
    mutationFn: (member: Member) =>
      api<Community>(`/communities/${community.id}/members/${member.personId}`, { method: 'DELETE' }),
    onSuccess: (now) => {
      queryClient.setQueryData(queries.community(community.id).queryKey, now)
      setLeaving(null)
    },
  })
  const districts = [...new Set(community.members.map(({ district }) => district))].sort((one, other) =>
    (one ?? '\uffff').localeCompare(other ?? '\uffff'),
  )
  return (
    <>
      {districts.map((district) => (
        <div key={district ?? ''} className={css.tight}>
          <h3 className={css.soft}>{district ?? t('community.otherDistrict')}</h3>
          <ul className={css.list}>
            {community.members
              .filter((member) => member.district === district)
              .map((member) => (
                <li key={member.personId} className={css.person}>
                  <Avatar id={member.personId} name={member.name} />
                  <span>{member.name}</span>
                  {member.role === 'member' ? null : <Badge>{t(`community.role.${member.role}`)}</Badge>}
                  {community.may.edit && member.role !== 'owner' ? (
                    <Button
                      look="quiet"
                      iconOnly
                      aria-label={`${t('action.remove')}: ${member.name}`}
                      onPress={() => setLeaving(member)}
                    >
                      <Trash2 aria-hidden="true" />
                    </Button>
                  ) : null}
                </li>
              ))}
          </ul>
        </div>
      ))}
      <Confirm
        open={leaving !== null}
        title={t('community.removeMember.title', { name: leaving?.name })}
        text={t('community.removeMember.text', { name: leaving?.name })}
        yes={t('action.remove')}
        no={t('action.cancel')}
        pending={remove.isPending}
        onYes={() => leaving && remove.mutate(leaving)}
        onClose={() => setLeaving(null)}
      />
    </>
  )
}
