export { connectBoard, type BoardConnection, type BoardStatus } from './board-connection.ts'
