import type { CommunityProtocols, OwnProtocol, Protocol, ProtocolVersion } from '@copse/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { queries } from '../app/queries.ts'

const base = (communityId: string) => `/communities/${communityId}/protocols`

export const protocolQueries = {
  own: (communityId: string) =>
    queryOptions({
      queryKey: ['own-protocols', communityId],
      queryFn: () => api<CommunityProtocols>(base(communityId)),
    }),
  versions: (communityId: string, id: string) =>
    queryOptions({
      queryKey: ['own-protocols', communityId, id, 'versions'],
      queryFn: () => api<ProtocolVersion[]>(`${base(communityId)}/${id}/versions`),
    }),
  version: (communityId: string, id: string, version: number) =>
    queryOptions({
      queryKey: ['own-protocols', communityId, id, 'versions', version],
      queryFn: () => api<OwnProtocol>(`${base(communityId)}/${id}/versions/${version}`),
      staleTime: Infinity,
    }),
}

export interface Choice {
  readonly protocol: Protocol
  /** Of the community's own: when and by whom it was saved. */
  readonly own: OwnProtocol | null
}

/** All a community can choose from: its own first, then the catalogue. */
export function useChoices(communityId: string) {
  const catalogue = useQuery(queries.protocols)
  const own = useQuery(protocolQueries.own(communityId))
  const community = useQuery(queries.community(communityId))
  const error = catalogue.error ?? own.error ?? community.error
  if (!catalogue.data || !own.data || !community.data) return { error, data: null } as const
  const ours = own.data.protocols.map((one): Choice => ({ protocol: one.protocol, own: one }))
  const theirs = catalogue.data.map((protocol): Choice => ({ protocol, own: null }))
  return {
    error,
    data: { community: community.data, ours, theirs, all: [...ours, ...theirs], mayEdit: own.data.may.edit },
  } as const
}
