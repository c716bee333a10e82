export { Lobby } from './lobby.tsx'
export { StandingPage } from './standing.tsx'
export type { JoinChoice } from './devices.ts'
