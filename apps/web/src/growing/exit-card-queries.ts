import type { ExitCard, ExitCards, SessionId } from '@copse/contract'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { queryClient } from '../app/queries.ts'

const path = (id: SessionId) => `/sessions/${id}/exit-card`

export const exitCards = (id: SessionId) =>
  queryOptions({ queryKey: ['exit-cards', id], queryFn: () => api<ExitCards>(path(id)) })

const show = (id: SessionId) => (now: ExitCards) => queryClient.setQueryData(exitCards(id).queryKey, now)

export const useGiveCard = (id: SessionId) =>
  useMutation({
    mutationFn: (body: ExitCard) => api<ExitCards>(path(id), { method: 'POST', body }),
    onSuccess: show(id),
  })
export const useTakeCardBack = (id: SessionId) =>
  useMutation({ mutationFn: () => api<ExitCards>(path(id), { method: 'DELETE' }), onSuccess: show(id) })
