import type { Refusal, RefusalCode } from '@copse/contract'

/** A refusal that reached a query: its code is what the words are looked up by. */
export class ApiRefusal extends Error {
  constructor(
    readonly code: RefusalCode | 'network',
    readonly detail?: string,
  ) {
    super(code)
  }
}

/** Asks our server; resolves with its answer or rejects with an ApiRefusal. */
export async function api<Answer>(
  path: string,
  request: { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'; body?: unknown } = {},
): Promise<Answer> {
  const { method = 'GET', body } = request
  const isFile = body instanceof Blob
  const response = await fetch(`/api${path}`, {
    method,
    credentials: 'same-origin',
    headers:
      body === undefined
        ? {}
        : { 'Content-Type': isFile ? body.type || 'application/octet-stream' : 'application/json' },
    body: body === undefined ? undefined : isFile ? body : JSON.stringify(body),
  }).catch(() => {
    throw new ApiRefusal('network')
  })
  if (response.status === 204) return undefined as Answer
  const answer = (await response.json().catch(() => ({ ok: false, code: 'server.failed' }))) as Answer | Refusal
  if (!response.ok) {
    const { code, detail } = answer as Refusal
    throw new ApiRefusal(code ?? 'server.failed', detail)
  }
  return answer as Answer
}
