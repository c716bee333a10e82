// A backup in a process of its own, beside a server: `node --import tsx backup.child.ts <data folder> <target>`.
import { backUp } from './backup.ts'

backUp(process.argv[2]!, process.argv[3]!)
