import { resolve } from 'node:path'
import { readConfig } from './config.ts'
import { StartFault } from './data-folder.ts'
import { backUp, restore } from './ops/backup.ts'

// `keep backup TARGET` and `keep restore SOURCE`, for the data folder that the settings name.
const read = readConfig(process.env)
const [verb, folder] = process.argv.slice(2)

function endWith(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
if (!read.ok) endWith(read.faults.join('\n'))
if ((verb !== 'backup' && verb !== 'restore') || !folder)
  endWith('Say where: npm run backup -- FOLDER, or npm run restore -- FOLDER.')

const { dataDir } = read.config
const other = resolve(folder)
process.umask(0o077) // as private as the data
try {
  if (verb === 'backup') backUp(dataDir, other)
  else restore(other, dataDir)
  console.log(verb === 'backup' ? `${dataDir} is kept in ${other}.` : `${dataDir} is as ${other} was.`)
} catch (error) {
  if (error instanceof StartFault) endWith(error.message)
  endWith(`${verb === 'backup' ? 'The backup' : 'Restoring'} failed: ${(error as Error).message}.`)
}
