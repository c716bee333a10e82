export { packLog, unpackLog, type TimedUpdate } from './log-pack.ts'
export { createTimeline, type Contribution, type Timeline } from './timeline.ts'
