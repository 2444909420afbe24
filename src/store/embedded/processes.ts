import { execFileSync } from 'node:child_process'
import type { StdioOptions } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const hasProc = existsSync('/proc/self/stat')

/**
 * What tells one process from a later one with the same number: when it started, and in which boot.
 * Undefined when there is no such process, or it is dead and only waits to be collected.
 */
export function birthOf(pid: number): string | undefined {
  return hasProc ? birthFromProc(pid) : birthFromPs(pid)
}

function birthFromProc(pid: number): string | undefined {
  const stat = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (stat === undefined) return undefined
  // The second field is the program's name in brackets and may hold spaces; state and start time follow it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  const boot = readOrNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')) ?? ''
  return `${boot.trim()}/${fields[19] ?? ''}`
}

function birthFromPs(pid: number): string | undefined {
  const line = ps(pid, 'stat=,lstart=')
  return line === undefined || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '')
}

/** The command line of a process, or undefined when it cannot be read. */
export function commandOf(pid: number): string | undefined {
  if (!hasProc) return ps(pid, 'command=')
  return readOrNothing(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    ?.replaceAll('\0', ' ')
    .trim()
}

/** The folder a process works in, or undefined when the system does not say. */
export function folderOf(pid: number): string | undefined {
  return hasProc ? readOrNothing(() => readlinkSync(`/proc/${pid}/cwd`)) : undefined
}

/** Sends a signal (0 only looks); says whether the system still knew the process. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    // Gone already. Anything else (not permitted) is the caller's to know.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

/** Waits until a process has ended, at most so many milliseconds; says whether it has. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + withinMs
  while (birthOf(pid) !== undefined) {
    if (Date.now() > giveUpAt) return false
    await delay(20)
  }
  return true
}

function ps(pid: number, format: string): string | undefined {
  const args = ['-p', String(pid), '-o', format]
  const stdio: StdioOptions = ['ignore', 'pipe', 'ignore']
  return readOrNothing(() => execFileSync('ps', args, { stdio }).toString().trim()) || undefined
}

function readOrNothing(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    // The process ended between two looks, or its details are not ours to read: both mean "not known".
    return undefined
  }
}
