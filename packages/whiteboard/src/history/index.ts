export { packLog, unpackLog, type TimedUpdate } from './log-pack.ts'
export { createTimeline, type Contribution, type Timeline } from './timeline.ts'
export { compare, type Change } from './compare.ts'
export { restore } from './restore.ts'
