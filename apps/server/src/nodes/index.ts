export { noBus, openBus, type Bus } from './bus.ts'
export { joinNodes, onlyNode, type Nodes } from './nodes.ts'
