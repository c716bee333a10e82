import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'

/** The name of an installation's container, so that one left behind can be told from those of others. */
export const containerOf = (settings: string): string =>
  `copse-livekit-${createHash('sha256').update(settings).digest('hex').slice(0, 12)}`

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return '' // no such process
  }
}

/**
 * Ends what an earlier run left behind when it was killed outright. A process is ours only if it runs with our settings file:
 * the number in the pid file may long belong to somebody else.
 */
export function endOrphan(pidFile: string, settings: string, docker: boolean): void {
  if (docker) spawnSync('docker', ['rm', '--force', containerOf(settings)], { stdio: 'ignore' })
  let pid: number
  try {
    pid = Number(readFileSync(pidFile, 'utf8'))
  } catch {
    return // nothing was left behind
  }
  if (Number.isInteger(pid) && pid > 1 && commandOf(pid).includes(settings)) {
    process.kill(pid, 'SIGKILL')
    // Its ports are free only when it is gone.
    for (let check = 0; check < 100 && commandOf(pid).includes(settings); check++)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
  rmSync(pidFile, { force: true })
}
