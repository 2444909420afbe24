import { formatDate } from '../src/calendar/dates.ts'
import { localDateOf } from '../src/calendar/london.ts'
import { checkpointWords } from '../src/case/checkpoint-words.ts'
import { isMorningListDue } from '../src/case/morning-list.ts'
import { type StaffDays, staffDaysWith } from '../src/case/staff-days.ts'
import { checkpointWriter, type Written } from '../src/store/audit/write-checkpoint.ts'
import type { CheckpointTurn } from '../src/store/checkpoints.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import { startSweep } from './sweep.ts'

type Parts = {
  store: Store
  staff: StaffDays
  log: Log
  /** The folder, outside the database. */
  checkpointDir: string
}

export type CheckpointTiming = {
  everyMs: number
  lookEveryMs: number
  /** Soon after a start, unless one was just written. */
  firstAfterMs: number
  firstUnlessMs: number
  againAfterMs: number
}
const realTiming: CheckpointTiming = {
  everyMs: 3_600_000,
  lookEveryMs: 30_000,
  firstAfterMs: 90_000,
  firstUnlessMs: 600_000,
  againAfterMs: 300_000,
}

/**
 * Writes a signed checkpoint of the whole record to a folder outside the database, hourly and soon after a start: one worker
 * of all at a time. Tells the leads at once when what an earlier one saw is not in the record any more.
 */
export const keepCheckpoints = (parts: Parts, timing = realTiming): { stop(): Promise<void> } => {
  const { store, log, checkpointDir } = parts
  const { everyMs, lookEveryMs, firstAfterMs, firstUnlessMs, againAfterMs } = timing
  const writer = checkpointWriter(store, checkpointDir)
  const startedAt = performance.now()
  let isFirst = true

  const writeOne = async (turn: CheckpointTurn): Promise<void> => {
    const begun = performance.now()
    const now = (await store.clockNow()).toISOString()
    const day = localDateOf(now)
    const days = staffDaysWith(await store.confirmedHolidays(), parts.staff)
    const isToBeShown = isMorningListDue('leads', now, days)
    const written = await writer.write(turn, checkpoint =>
      isToBeShown ? { day, message: checkpointWords(checkpoint, formatDate(day)) } : null,
    )
    const ms = Math.round(performance.now() - begun)
    log.info({ count: written.checkpoint.checkpoint, ms }, 'A checkpoint of the record was written')
    await tellOfLoss(parts, written)
  }

  const looking = startSweep(
    async () => {
      if (performance.now() - startedAt < firstAfterMs) return
      const turn = await store.claimCheckpoint(isFirst ? firstUnlessMs : everyMs)
      isFirst = false
      if (turn === undefined) return
      try {
        await writeOne(turn)
      } catch (error) {
        log.error({ error }, 'A checkpoint of the record could not be written and will be tried again')
        await store.giveUpCheckpoint(turn.claim, againAfterMs)
      }
    },
    lookEveryMs,
    log,
  )
  return { stop: () => looking.stop() }
}

const tellOfLoss = async ({ store, log }: Parts, { lost, strange }: Written): Promise<void> => {
  if (lost.length === 0 && strange === 0) return
  const code = lost.length > 0 ? 'links_missing' : 'checkpoint_files'
  log.error(
    { code, count: lost.length + strange },
    'The record or its checkpoints are not as they were written: run npm run audit',
  )
  await store.openTrouble({ kind: 'record_altered', subject: 'record', code })
}
