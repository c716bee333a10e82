import type { CardLibrary, CardUpdate, NewCard, PracticeCard } from '@copse/contract'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { queryClient } from '../app/queries.ts'

export const cardLibrary = (communityId: string) =>
  queryOptions({
    queryKey: ['cards', communityId],
    queryFn: () => api<CardLibrary>(`/communities/${communityId}/cards`),
  })

const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['cards'] })

export const useAddCard = (communityId: string) =>
  useMutation({
    mutationFn: (body: NewCard) => api<PracticeCard>(`/communities/${communityId}/cards`, { method: 'POST', body }),
    onSuccess,
  })
export const useChangeCard = (id: string) =>
  useMutation({
    mutationFn: (body: CardUpdate) => api<PracticeCard>(`/cards/${id}`, { method: 'PATCH', body }),
    onSuccess,
  })
export const useRemoveCard = (id: string) =>
  useMutation({ mutationFn: () => api(`/cards/${id}`, { method: 'DELETE' }), onSuccess })
export const useTry = (id: string) =>
  useMutation({
    mutationFn: (line: string) => api<PracticeCard>(`/cards/${id}/tries`, { method: 'POST', body: { line } }),
    onSuccess,
  })
export const useRemoveTry = (id: string) =>
  useMutation({
    mutationFn: (tryId: string) => api<PracticeCard>(`/cards/${id}/tries/${tryId}`, { method: 'DELETE' }),
    onSuccess,
  })
