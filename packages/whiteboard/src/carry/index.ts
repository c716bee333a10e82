export { carry, type Sheet } from './carry.ts'
export { layOut, type Layout } from './layout.ts'
