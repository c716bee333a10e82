export { Lobby } from './lobby.tsx'
export { StandingPage } from './standing.tsx'
export { keepChoice, keptChoice, listDevices, type Devices, type JoinChoice } from './devices.ts'
