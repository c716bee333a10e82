// Holds a data folder until it is killed: `node --import tsx data-folder.child.ts <data folder>`.
import { takeDataFolder } from './data-folder.ts'

takeDataFolder(process.argv[2]!)
process.stdout.write('held\n')
setInterval(() => undefined, 60_000)
