import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

export type LeakedProcess = { readonly pid: number; readonly command: string }

/** Every process started from now on inherits this mark, however it detaches itself. */
export function markChildren(mark: string): void {
  process.env['SAFEHOLD_RUN'] = mark
}

/** The marked processes that are still alive after a grace period. Ends them, so that they harm no later run. */
export async function endLeakedProcesses(mark: string, graceMs: number): Promise<LeakedProcess[]> {
  const giveUpAt = Date.now() + graceMs
  let leaked = liveChildren(mark)
  while (leaked.length > 0 && Date.now() < giveUpAt) {
    await delay(50)
    leaked = liveChildren(mark)
  }
  for (const { pid } of leaked) kill(pid)
  return leaked
}

function liveChildren(mark: string): LeakedProcess[] {
  const found = existsSync('/proc/self/environ') ? childrenByMark(mark) : childrenByParent()
  // The transpilers' helper lives as long as we do and ends with us.
  return found.filter(({ command }) => !/\besbuild\b.*--service/.test(command))
}

function childrenByMark(mark: string): LeakedProcess[] {
  return readdirSync('/proc').flatMap(name => {
    const pid = Number(name)
    if (!(pid > 0) || pid === process.pid) return []
    if (!readProc(pid, 'environ').split('\0').includes(`SAFEHOLD_RUN=${mark}`)) return []
    return [{ pid, command: readProc(pid, 'cmdline').replaceAll('\0', ' ').trim() }]
  })
}

/** Where processes do not show their environment, only direct children are seen. */
function childrenByParent(): LeakedProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command=']).toString().split('\n')
  return lines.flatMap(line => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    const isOurs = Number(parent) === process.pid && !command.startsWith('ps ')
    return isOurs ? [{ pid: Number(pid), command }] : []
  })
}

function readProc(pid: number, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // It ended since we listed it, or belongs to another user: not a child of ours.
    return ''
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime, which is all we want.
  }
}
