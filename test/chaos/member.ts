import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export type Role = 'all' | 'bot' | 'worker'

/** One process of Safehold, with a supervisor that starts it again whenever it has ended. */
export type Member = {
  readonly name: string
  readonly role: Role
  readonly port: number
  /** Resolves when it has said that it is ready, this time round. */
  ready(): Promise<void>
  isUp(): boolean
  /** When the process that runs now was started, on this machine's clock; undefined while there is none. */
  aliveSince(): number | undefined
  signal(name: NodeJS.Signals): void
  /** Ends it for so long; the supervisor starts it again then. */
  down(signal: 'SIGKILL' | 'SIGTERM', forMs: number): void
  /** How far its clock is from the record's. */
  skew(ms: number): void
  /** Time has gone on for everybody. */
  follow(aheadMs: number): void
  /** How often it has ended without anybody wanting that. */
  endedByItself(): number
  output: () => string
  stop(): Promise<void>
}

type Options = {
  name: string
  role: Role
  port: number
  env: NodeJS.ProcessEnv
  note: (what: string, more?: Record<string, unknown>) => void
}

const preload = join(import.meta.dirname, 'shifted-clock.mjs')
const againAfterMs = 700
const endWithinMs = 12_000

export const startMember = (options: Options): Member => {
  const { name, role, port, env, note } = options
  let child: ChildProcess | undefined
  let since: number | undefined
  let readySoFar = false
  let stopping = false
  let wantedDown = false
  let shift = { ahead: 0, skew: 0 }
  let endings = 0
  let text = ''
  let again: NodeJS.Timeout | undefined
  const shiftMs = (): number => shift.ahead + shift.skew

  const start = (): void => {
    // One may have been started meanwhile: two faults can end the same process, and each starts it again.
    if (stopping || child !== undefined) return
    readySoFar = false
    wantedDown = false
    const mine = spawn(process.execPath, ['--import', preload, 'run.mjs', 'start'], {
      env: { ...env, SAFEHOLD_PROCESS: role, PORT: String(port), CHAOS_SHIFT_MS: String(shiftMs()) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child = mine
    since = Date.now()
    let heardSoFar = ''
    const heard = (chunk: Buffer): void => {
      text += chunk.toString()
      if (readySoFar || child !== mine) return
      heardSoFar += chunk.toString()
      readySoFar = heardSoFar.includes('Safehold is ready')
    }
    mine.stdout?.on('data', heard)
    mine.stderr?.on('data', heard)
    // A message to a process that is just ending is lost with it.
    mine.on('error', error => note('error', { error: error.message }))
    mine.once('exit', (code, signal) => {
      if (child !== mine) return
      child = undefined
      since = undefined
      readySoFar = false
      if (stopping || wantedDown) return
      if (code !== 2) endings += 1
      note('ended by itself', { code, signal })
      again = setTimeout(start, againAfterMs)
    })
  }
  const sendShift = (): void => {
    if (child?.connected) child.send({ shiftMs: shiftMs() })
  }
  const ended = async (process: ChildProcess): Promise<void> => {
    const giveUpAt = Date.now() + endWithinMs
    while (process.exitCode === null && process.signalCode === null) {
      if (Date.now() > giveUpAt) process.kill('SIGKILL')
      await delay(10)
    }
  }
  start()
  return {
    name,
    role,
    port,
    ready: async () => {
      while (!readySoFar) {
        if (stopping) throw new Error(`${name} was stopped before it was ready`)
        await delay(20)
      }
    },
    isUp: () => readySoFar,
    aliveSince: () => since,
    signal: one => void child?.kill(one),
    down: (signal, forMs) => {
      clearTimeout(again)
      wantedDown = true
      const mine = child
      mine?.kill(signal)
      again = setTimeout(() => void (mine === undefined ? Promise.resolve() : ended(mine)).then(start), forMs)
    },
    skew: ms => {
      shift = { ...shift, skew: ms }
      sendShift()
    },
    follow: ahead => {
      shift = { ...shift, ahead }
      sendShift()
    },
    endedByItself: () => endings,
    output: () => text,
    stop: async () => {
      stopping = true
      clearTimeout(again)
      const mine = child
      if (mine === undefined) return
      mine.kill('SIGCONT')
      mine.kill('SIGTERM')
      await ended(mine)
    },
  }
}
