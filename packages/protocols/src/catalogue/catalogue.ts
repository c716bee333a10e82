import type { Protocol } from '@copse/contract'
import { atlas } from './atlas.ts'
import { chalkTalk } from './chalk-talk.ts'
import { charrette } from './charrette.ts'
import { collaborativeAssessment } from './collaborative-assessment.ts'
import { compassPoints } from './compass-points.ts'
import { connections } from './connections.ts'
import { consultancy } from './consultancy.ts'
import { descriptiveReview } from './descriptive-review.ts'
import { finalWord } from './final-word.ts'
import { fourAs } from './four-as.ts'
import { galleryWalk } from './gallery-walk.ts'
import { leanCoffee } from './lean-coffee.ts'
import { oneTwoFourAll } from './liberating-structures/1-2-4-all.ts'
import { appreciativeInterviews } from './liberating-structures/appreciative-interviews.ts'
import { troikaConsulting } from './liberating-structures/troika-consulting.ts'
import { userExperienceFishbowl } from './liberating-structures/user-experience-fishbowl.ts'
import { whatSoWhatNowWhat } from './liberating-structures/what-so-what-now-what.ts'
import { wiseCrowds } from './liberating-structures/wise-crowds.ts'
import { microlab } from './microlab.ts'
import { peelingTheOnion } from './peeling-the-onion.ts'
import { rounds } from './rounds.ts'
import { saveTheLastWord } from './save-the-last-word.ts'
import { successAnalysisTriads } from './success-analysis-triads.ts'
import { successAnalysis } from './success-analysis.ts'
import { textRendering } from './text-rendering.ts'
import { tuning } from './tuning.ts'

/** In the order people look through them: somebody's work or question, learners' work and data, texts, everybody's thoughts. */
export const catalogue: readonly Protocol[] = [
  consultancy,
  tuning,
  charrette,
  peelingTheOnion,
  successAnalysis,
  successAnalysisTriads,
  troikaConsulting,
  wiseCrowds,
  collaborativeAssessment,
  descriptiveReview,
  atlas,
  galleryWalk,
  saveTheLastWord,
  finalWord,
  fourAs,
  textRendering,
  chalkTalk,
  microlab,
  whatSoWhatNowWhat,
  oneTwoFourAll,
  appreciativeInterviews,
  userExperienceFishbowl,
  leanCoffee,
  compassPoints,
  connections,
  rounds,
]

export const protocolById = (id: string): Protocol | null => catalogue.find((protocol) => protocol.id === id) ?? null
