import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { endLeakedProcesses } from '../support/leaked-processes.ts'
import type { Mutation } from './mutation.ts'
import type { Verdict } from './verdict.ts'
import type { Group, Told } from './worker.ts'

/** Processes that try mutations out beside each other. */
export type Crew = {
  /** Resolves when each mutation has its verdict, which is told as it comes, or when the crew was stopped. */
  tryOut(mutations: readonly Mutation[], told: (mutation: Mutation, verdict: Verdict) => void): Promise<void>
  /** Ends every worker and whatever it started; may be called at any moment. */
  stop(): Promise<void>
}

const program = 'test/sabotage/worker.ts'
const endsWithinMs = 30_000
const graceMs = 3_000

/** A crew of so many workers, each with a folder of its own in `folder`. */
export const crew = (size: number, folder: string): Crew => {
  const workers = new Set<ChildProcess>()
  const marks: string[] = []
  let stopping = false

  const runWorker = async (n: number, groups: Group[], told: (said: Told) => void): Promise<void> => {
    const mark = randomUUID()
    marks.push(mark)
    const worker = fork(program, [join(folder, String(n)), mark], {
      execArgv: ['--import', 'tsx'],
      // Signals from the terminal reach us alone; we stop the workers in order.
      detached: true,
      env: { ...process.env, SAFEHOLD_RUN: mark },
    })
    workers.add(worker)
    worker.on('message', (said: Told) => {
      told(said)
      if (said !== 'ready') return
      const next = groups.shift()
      if (next) worker.send(next)
      else worker.disconnect()
    })
    await once(worker, 'exit')
    workers.delete(worker)
  }

  return {
    tryOut: async (mutations, told) => {
      const left = new Map(mutations.map(mutation => [mutation.id, mutation]))
      const groups = groupsOf(mutations)
      const heard = (said: Told): void => {
        const mutation = said === 'ready' ? undefined : left.get(said.id)
        if (said === 'ready' || mutation === undefined) return
        left.delete(said.id)
        told(mutation, said.verdict)
      }
      await Promise.all(
        Array.from({ length: Math.min(size, groups.length) }, (_, n) => runWorker(n, groups, heard)),
      )
      if (stopping) return
      for (const mutation of left.values())
        told(mutation, { kind: 'broken', detail: 'its worker ended before it' })
    },
    stop: async () => {
      stopping = true
      await Promise.all(
        [...workers].map(async worker => {
          if (worker.exitCode !== null || worker.signalCode !== null) return
          const ended = once(worker, 'exit')
          const late = setTimeout(() => worker.kill('SIGKILL'), endsWithinMs)
          if (worker.connected) worker.disconnect()
          await ended
          clearTimeout(late)
        }),
      )
      for (const mark of marks) await endLeakedProcesses(mark, graceMs)
    },
  }
}

/** By the test file that is to notice, the largest group first. */
const groupsOf = (mutations: readonly Mutation[]): Group[] => {
  const groups = new Map<string, Mutation[]>()
  for (const mutation of mutations) {
    const { file } = mutation.caughtBy
    groups.set(file, [...(groups.get(file) ?? []), mutation])
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)
}
