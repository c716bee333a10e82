import { refuse, statusOf, type RefusalCode } from '@copse/contract'
import type { Request, Response } from 'express'
import type * as z from 'zod/mini'

export const sendCode = (response: Response, code: RefusalCode, detail?: string): void =>
  void response.status(statusOf(code)).json(refuse(code, detail))

/** The request's body as the contract's schema reads it, or null after the refusal was sent. */
export function body<Schema extends z.ZodMiniType>(
  request: Request,
  response: Response,
  schema: Schema,
): z.output<Schema> | null {
  const parsed = schema.safeParse(request.body ?? {})
  if (parsed.success) return parsed.data
  sendCode(response, 'input.invalid', parsed.error.issues[0]?.path.join('.') ?? '')
  return null
}
