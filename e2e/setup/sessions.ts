import { expect, type Page } from '@playwright/test'

/** Asks our REST as the page itself would, with its cookies and its origin. */
export async function ask<Reply>(page: Page, path: string, method = 'GET', body?: unknown): Promise<Reply> {
  const { status, reply } = await page.evaluate(
    async ({ path, method, body }) => {
      const response = await fetch(`/api${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      return { status: response.status, reply: (await response.json().catch(() => null)) as unknown }
    },
    { path, method, body },
  )
  expect(status, `${method} ${path}: ${JSON.stringify(reply)}`).toBeLessThan(300)
  return reply as Reply
}

interface Community {
  readonly id: string
  readonly members: readonly { readonly personId: string; readonly name: string }[]
}

/** The community the product begins with, as this member sees it. */
export async function firstCommunity(page: Page): Promise<Community> {
  const [first] = await ask<{ id: string }[]>(page, '/communities')
  return ask<Community>(page, `/communities/${first!.id}`)
}

/** Plans a session that could begin now, with people of the first community named by name. */
export async function plan(
  page: Page,
  session: {
    protocolId: string
    title: string
    presenter?: string
    facilitators?: readonly string[]
    enforcement?: 'enforced' | 'guide'
  },
): Promise<string> {
  const { id, members } = await firstCommunity(page)
  const idOf = (name: string) => members.find((member) => member.name === name)!.personId
  const { id: sessionId } = await ask<{ id: string }>(page, `/communities/${id}/sessions`, 'POST', {
    title: session.title,
    focusQuestion: '',
    protocolId: session.protocolId,
    presenterId: session.presenter ? idOf(session.presenter) : null,
    facilitatorIds: (session.facilitators ?? ['Owner']).map(idOf),
    startsAt: Date.now(),
    timeZone: 'America/Denver',
    minutes: 50,
    lobby: 'guests',
    enforcement: session.enforcement ?? 'enforced',
  })
  return sessionId
}

/** A guest link to a session. */
export const invite = async (page: Page, sessionId: string): Promise<string> =>
  (await ask<{ link: string }>(page, `/sessions/${sessionId}/invitations`, 'POST', { hours: 1 })).link

export async function addMember(page: Page, name: string, email: string): Promise<void> {
  const { id } = await firstCommunity(page)
  await ask(page, `/communities/${id}/members`, 'POST', { name, email, district: 'Lake County', role: 'member' })
}

export interface SessionRecord {
  readonly steps: readonly { readonly title: { readonly en: string }; readonly enteredAt: number | null }[]
  readonly chat: readonly { readonly text: string }[]
  readonly decisions: readonly { readonly type: string; readonly detail: string; readonly by: string | null }[]
  readonly people: readonly { readonly name: string }[]
  readonly snapshots: readonly { readonly elements: number }[]
}
/** What the session kept, once it has ended. */
export const record = (page: Page, sessionId: string): Promise<SessionRecord> =>
  ask(page, `/sessions/${sessionId}/record`)
