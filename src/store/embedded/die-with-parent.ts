import { spawnSync } from 'node:child_process'

/**
 * The command line that runs a program so that the system sends it a signal when we die, even when we are
 * killed. Where the system cannot (macOS, or no setpriv) the program is run as it is.
 */
export function dieWithParent(signal: 'INT' | 'TERM', file: string, args: readonly string[]) {
  const setpriv = ['--pdeathsig', signal]
  const canDo = process.platform === 'linux' && spawnSync('setpriv', [...setpriv, 'true']).status === 0
  return canDo ? { file: 'setpriv', args: [...setpriv, '--', file, ...args] } : { file, args: [...args] }
}
