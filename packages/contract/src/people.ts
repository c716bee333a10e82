import type { PersonId, SessionId } from './ids.ts'

/** What someone is in a community. The owner of the installation is an `owner` in every one. */
export const communityRoles = ['owner', 'facilitator', 'member'] as const
export type CommunityRole = (typeof communityRoles)[number]

/** Who is asking: a member with an account, or a guest of one session. */
export type Actor =
  | {
      readonly kind: 'member'
      readonly personId: PersonId
      readonly name: string
      readonly district: string | null
      readonly owner: boolean
    }
  | {
      readonly kind: 'guest'
      readonly personId: PersonId
      readonly name: string
      readonly district: string | null
      readonly sessionId: SessionId
    }
