import type { FollowUp, OwnPromise, Promises } from '@copse/contract'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api } from '../app/api.ts'
import { queries, queryClient } from '../app/queries.ts'

const base = (communityId: string) => `/communities/${communityId}/promises`

export const promises = (communityId: string) =>
  queryOptions({ queryKey: ['promises', communityId], queryFn: () => api<Promises>(base(communityId)) })

const show = (communityId: string) => (now: Promises) => queryClient.setQueryData(promises(communityId).queryKey, now)

export const useTell = (communityId: string, promise: Pick<OwnPromise, 'id'>) =>
  useMutation({
    mutationFn: (body: FollowUp) => api<Promises>(`${base(communityId)}/${promise.id}`, { method: 'PATCH', body }),
    onSuccess: show(communityId),
  })

export const useTakeBack = (communityId: string, promise: Pick<OwnPromise, 'id'>) =>
  useMutation({
    mutationFn: () => api<Promises>(`${base(communityId)}/${promise.id}`, { method: 'DELETE' }),
    onSuccess: show(communityId),
  })

/** What a member promised in earlier sessions of this room's community and has not told of yet; nothing for guests. */
export function useEarlier(isMember: boolean): { communityId: string; open: OwnPromise[] } | null {
  const { id = '' } = useParams()
  const session = useQuery({ ...queries.session(id), enabled: isMember })
  const communityId = session.data?.communityId ?? ''
  const { data } = useQuery({ ...promises(communityId), enabled: communityId !== '' })
  if (!data) return null
  return { communityId, open: data.mine.filter(({ sessionId, outcome }) => sessionId !== id && isOpen(outcome)) }
}

export const isOpen = (outcome: OwnPromise['outcome']): boolean => outcome === null || outcome === 'not-yet'
