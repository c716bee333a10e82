export { carry, type Sheet } from './carry.ts'
