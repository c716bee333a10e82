import type { Protocol } from '@copse/contract'
import { chalkTalk } from './chalk-talk.ts'
import { consultancy } from './consultancy.ts'
import { successAnalysis } from './success-analysis.ts'
import { tuning } from './tuning.ts'

export const catalogue: readonly Protocol[] = [consultancy, tuning, successAnalysis, chalkTalk]

export const protocolById = (id: string): Protocol | null => catalogue.find((protocol) => protocol.id === id) ?? null
