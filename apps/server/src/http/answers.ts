import { refuse, statusOf, type Refusal, type RefusalCode } from '@copse/contract'
import type { Request, Response } from 'express'
import type * as z from 'zod/mini'

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && (value as Refusal).ok === false && 'code' in value

export const sendRefusal = (response: Response, refusal: Refusal): void =>
  void response.status(statusOf(refusal.code)).json(refusal)
export const sendCode = (response: Response, code: RefusalCode, detail?: string): void =>
  sendRefusal(response, refuse(code, detail))

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
