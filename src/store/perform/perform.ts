import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseError } from 'pg'
import type { Case } from '../../case/case.ts'
import { decide } from '../../case/decide.ts'
import { isRefusal, notFound, type Refusal } from '../../case/refusal.ts'
import type { StoreDeps } from '../deps.ts'
import { caseKeysFor } from './case-keys.ts'
import { contextOf, linkedAfter } from './context-of.ts'
import { deadlineRows } from './derived.ts'
import { inTurn } from './in-turn.ts'
import { load, type Loaded } from './load.ts'
import { recount } from './recount.ts'
import type { Committed, Performed, PerformRequest, SavedAnswer } from './request.ts'
import { type Rows, rowsOf } from './rows.ts'
import { write, writeAnswer } from './write.ts'

export type Cases = {
  /**
   * Decides one command and records what it leads to: all of it in one transaction, or nothing. Throws StoreBusyError
   * when others kept changing the case; VaultError when the key of the case does not open and KeysAwayError while keys
   * cannot be had, and nothing is recorded then; and the database's own error when it is down or too slow: the change may
   * then have been recorded, and the same nonce tells.
   */
  perform(request: PerformRequest): Promise<Performed>
}

/** Others changed the case each time it was read anew. Nothing was recorded by this attempt. */
export class StoreBusyError extends Error {
  override name = 'StoreBusyError'
}

/** A person waits up to two seconds: within them, a fact is read and decided again rather than sent back. */
const reloads = 8
const longestPauseMs = 60
const pauseMs = 10
/** unique_violation, serialization_failure, deadlock_detected: somebody else was faster. */
const raced = new Set(['23505', '40001', '40P01'])

type Told = (what: Committed) => void

/** The one way to change a case. `committed` is told after each change. */
export const cases = (deps: StoreDeps, committed: Told): Cases => {
  const turn = inTurn()
  return {
    perform: request => {
      const caseId = request.caseId ?? request.opensWith ?? randomUUID()
      return turn(caseId, () => untilNobodyIsFaster(deps, request, caseId, committed))
    },
  }
}

const untilNobodyIsFaster = async (
  deps: StoreDeps,
  request: PerformRequest,
  caseId: string,
  committed: Told,
): Promise<Performed> => {
  const newKey = newKeyOf(deps, request)
  for (let attempt = 0; ; attempt++) {
    try {
      return await attemptOn(deps, request, caseId, newKey, committed)
    } catch (error) {
      if (!(error instanceof DatabaseError) || !raced.has(error.code ?? '')) throw error
      if (attempt === reloads)
        throw new StoreBusyError(
          `Case ${caseId} changed ${reloads + 1} times while ${request.command.kind} was decided`,
          { cause: error },
        )
      // Not all of those who lost come back at the same moment.
      await delay(Math.random() * Math.min(longestPauseMs, pauseMs * 2 ** attempt))
    }
  }
}

const newKeyOf = ({ vault }: StoreDeps, { texts }: PerformRequest): string | undefined => {
  const number = Object.values(texts).find(text => text.isNumber)
  return number && vault.blind(number.plain)
}

const attemptOn = async (
  deps: StoreDeps,
  request: PerformRequest,
  caseId: string,
  newKey: string | undefined,
  committed: Told,
): Promise<Performed> => {
  const { tap } = deps
  const { kind } = request.command
  tap?.('before_read', kind)
  const loaded = await load(deps, request, caseId, newKey)
  const { before, earlier } = loaded
  if (earlier !== undefined) return answerAgain(earlier, loaded)
  if (before === undefined && request.caseId !== undefined)
    return refuse(deps, request, undefined, noSuchCase)
  const context = contextOf(deps, request, caseId, loaded)
  const decided = decide(request.command, before?.case ?? null, context)
  tap?.('before_write', kind)
  if (isRefusal(decided)) return refuse(deps, request, before?.case, decided)
  const { after, events } = decided
  const linked = linkedAfter(
    context,
    events.some(event => event.kind === 'cases_linked'),
  )
  const done = { kind: 'done' as const, caseId: after.id, ref: after.ref, case: after, linked, again: false }
  if (events.length === 0) {
    if (before !== undefined && request.command.kind === 'pass_deadline') {
      tap?.('before_recount', kind)
      await recount(deps.db, {
        id: after.id,
        version: before.version,
        keys: loaded.keys,
        deadline: deadlineRows(after, deps.staff, linked),
        deadline_of: [after.id],
      })
      tap?.('recounted', kind)
    }
    return done
  }
  const keys = await caseKeysFor(deps.vault, after.id, loaded, request)
  const rows = rowsOf(deps, request, loaded, newKey, decided, keys)
  await write(deps.db, rows)
  tap?.('committed', kind)
  committed(committedOf(rows, request.command.kind === 'pass_deadline'))
  return done
}

const noSuchCase = notFound(
  'There is no case with that reference',
  'F16',
  'Check the reference and try again',
)

const answerAgain = (earlier: SavedAnswer, { before, linked }: Loaded): Performed => {
  if (earlier.kind === 'refused')
    return { ...earlier, again: true, ...(before === undefined ? {} : { case: before.case }) }
  if (before === undefined) throw new Error(`Case ${earlier.ref} was recorded and is not there`)
  return { ...earlier, case: before.case, linked, again: true }
}

/** An answer that only needs changing is not kept: its form stays open and comes again with the same nonce. */
const refuse = async (
  { db, tap }: StoreDeps,
  { nonce, actor, command }: PerformRequest,
  c: Case | undefined,
  refusal: Refusal,
): Promise<Performed> => {
  if (refusal.code !== 'impossible_entry') {
    await writeAnswer(db, { nonce, actor: actor.id, outcome: { kind: 'refused', refusal } }, c?.id ?? null)
    tap?.('committed', command.kind)
  }
  return { kind: 'refused', refusal, again: false, ...(c === undefined ? {} : { case: c }) }
}

/** By the clock: what else is due on the case was so before, and waits for its turn by how severe it is. */
const committedOf = (rows: Rows, byTheClock: boolean): Committed => ({
  caseId: rows.case.id,
  // Those of the customer's other cases wait for the sweep.
  deadlines: rows.deadline.flatMap(({ case_id, kind, n, rung, due_at, next_at }) =>
    next_at === null || case_id !== rows.case.id || (byTheClock && next_at <= rows.now)
      ? []
      : [{ deadline: `${kind}-${n}`, rung, dueAt: due_at, nextAt: next_at }],
  ),
  deliveries: rows.outbox.length + rows.headline.length + rows.shown_with.length > 0,
})
