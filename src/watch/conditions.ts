import type { Log } from '../log-fields.ts'

/** The parts that Safehold needs besides itself. */
export type Part = 'database' | 'queue' | 'slack' | 'sockets' | 'heartbeat' | 'keys' | 'checkpoint'

/** What is the matter with a part: a code, never an address; since when, by this machine's clock. */
export type Condition = {
  code: string
  since: string
  /** Without it Safehold cannot do its work; otherwise it does, only later or by another way. */
  stops: boolean
}

/** What is the matter with each part. One that is well is not in it. */
export type Conditions = {
  /** `undefined`: well. The time stays that of the first code, whatever codes follow. */
  note(part: Part, matter: { code: string; stops: boolean } | undefined): void
  all(): Partial<Record<Part, Condition>>
}

const words: Record<Part, string> = {
  database: 'PostgreSQL',
  queue: 'The queue',
  slack: 'Slack',
  sockets: 'The connection to Slack',
  heartbeat: 'The heartbeat',
  keys: 'A data key',
  checkpoint: 'A checkpoint of the record',
}
const sayEveryMs = 60_000

/** Keeps what is the matter. The log hears of each as it begins, once a minute while it lasts, and as it ends. */
export const openConditions = (log: Pick<Log, 'info' | 'warn'>, now: () => number = Date.now): Conditions => {
  const known = new Map<Part, { code: string; stops: boolean; sinceMs: number; saidMs: number }>()
  const end = (part: Part): void => {
    const before = known.get(part)
    if (before === undefined) return
    known.delete(part)
    log.info({ code: before.code, ms: now() - before.sinceMs }, `${words[part]} is there again`)
  }
  return {
    note: (part, matter) => {
      if (matter === undefined) return end(part)
      const before = known.get(part)
      const sinceMs = before?.sinceMs ?? now()
      const isSaid = before !== undefined && now() - before.saidMs < sayEveryMs
      if (!isSaid)
        log.warn(
          { code: matter.code, ms: now() - sinceMs },
          `${words[part]} is not there; Safehold goes on trying`,
        )
      known.set(part, { ...matter, sinceMs, saidMs: isSaid ? before.saidMs : now() })
    },
    all: () =>
      Object.fromEntries(
        [...known].map(([part, { code, stops, sinceMs }]) => [
          part,
          { code, stops, since: new Date(sinceMs).toISOString() },
        ]),
      ),
  }
}
