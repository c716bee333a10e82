import type { OwnProtocol } from '@copse/contract'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api } from '../../app/api.ts'
import { queries, queryClient } from '../../app/queries.ts'
import { fileOf, type Draft } from '../model/draft.ts'
import { protocolQueries } from '../protocol-queries.ts'

/** Saves a draft as a new version, or as a protocol of its own; what the server kept is what is shown afterwards. */
export function useSaving(options: {
  communityId: string
  protocolId: string | null
  newest: number | null
  /** Called before the page is left, so that leaving does not ask. */
  onSaved: (draft: Draft, version: number) => void
}) {
  const { communityId, protocolId, newest, onSaved } = options
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async ({ draft, asCopy }: { draft: Draft; asCopy?: boolean }) => {
      const at = `/communities/${communityId}/protocols`
      const protocol = fileOf(draft)
      const isNew = protocolId === null || newest === null || asCopy
      const own = isNew
        ? await api<OwnProtocol>(at, { method: 'POST', body: { protocol } })
        : await api<OwnProtocol>(`${at}/${protocolId}`, { method: 'POST', body: { protocol, basedOn: newest } })
      return { own, draft }
    },
    onSuccess: async ({ own, draft }) => {
      onSaved(draft, own.protocol.version)
      await queryClient.invalidateQueries({ queryKey: protocolQueries.own(communityId).queryKey })
      await queryClient.invalidateQueries({ queryKey: queries.sessions(communityId).queryKey })
      const { id, version } = own.protocol
      await navigate(`/communities/${communityId}/protocols/${id}/edit`, { replace: true, state: { saved: version } })
    },
  })
}
