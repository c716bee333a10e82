import type {
  Community,
  CommunityId,
  CommunitySummary,
  Invitation,
  InvitationPreview,
  Lobby,
  Me,
  OutboxMail,
  Protocol,
  SessionDetail,
  SessionId,
  SessionRecord,
  SessionReplay,
  SessionSummary,
} from '@copse/contract'
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { api, ApiRefusal } from './api.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // The server's word is final; a lost network is tried again.
      retry: (count, error) => error instanceof ApiRefusal && error.code === 'network' && count < 3,
    },
  },
})

export const queries = {
  me: queryOptions({ queryKey: ['me'], queryFn: () => api<Me>('/me'), staleTime: 60_000 }),
  protocols: queryOptions({
    queryKey: ['protocols'],
    queryFn: () => api<Protocol[]>('/protocols'),
    staleTime: Infinity,
  }),
  outbox: queryOptions({ queryKey: ['outbox'], queryFn: () => api<OutboxMail[]>('/outbox'), refetchInterval: 3000 }),
  communities: queryOptions({ queryKey: ['communities'], queryFn: () => api<CommunitySummary[]>('/communities') }),
  community: (id: string) =>
    queryOptions({ queryKey: ['community', id], queryFn: () => api<Community>(`/communities/${id as CommunityId}`) }),
  sessions: (id: string) =>
    queryOptions({
      queryKey: ['sessions', id],
      queryFn: () => api<SessionSummary[]>(`/communities/${id}/sessions`),
      refetchInterval: 30_000,
    }),
  session: (id: string) =>
    queryOptions({ queryKey: ['session', id], queryFn: () => api<SessionDetail>(`/sessions/${id as SessionId}`) }),
  invitations: (id: string) =>
    queryOptions({ queryKey: ['invitations', id], queryFn: () => api<Invitation[]>(`/sessions/${id}/invitations`) }),
  preview: (token: string) =>
    queryOptions({
      queryKey: ['preview', token],
      queryFn: () => api<InvitationPreview>(`/invitations/${token}`),
      retry: false,
    }),
  lobby: (id: string) =>
    queryOptions({ queryKey: ['lobby', id], queryFn: () => api<Lobby>(`/sessions/${id}/lobby`), retry: false }),
  record: (id: string) =>
    queryOptions({
      queryKey: ['record', id],
      queryFn: () => api<SessionRecord>(`/sessions/${id}/record`),
      staleTime: Infinity,
    }),
  replay: (id: string) =>
    queryOptions({
      queryKey: ['replay', id],
      queryFn: () => api<SessionReplay>(`/sessions/${id}/record/replay`),
      staleTime: Infinity,
    }),
}
