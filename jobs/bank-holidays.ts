import { localDateOf } from '../src/calendar/london.ts'
import { faultOfFeed, newInFeed, sameDifferences } from '../src/calendar/holiday-feed.ts'
import { isMorningListDue } from '../src/case/morning-list.ts'
import { safehold } from '../src/case/people.ts'
import { staffDaysWith, type StaffDays } from '../src/case/staff-days.ts'
import {
  feedFaultMessage,
  holidayQuestion,
  holidayReminder,
  holidaysApplied,
} from '../src/slack/holiday-words.ts'
import type { FeedState } from '../src/store/bank-holidays.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import { type FeedRead, readHolidayFeed } from './read-holiday-feed.ts'

type Parts = {
  store: Pick<
    Store,
    | 'askAboutHolidays'
    | 'claimFeed'
    | 'claimHolidayWork'
    | 'datesToMove'
    | 'endHolidayWork'
    | 'feedState'
    | 'holidayProposal'
    | 'keepFault'
    | 'keepFeed'
    | 'keepHolidayWork'
    | 'movedByHolidays'
    | 'perform'
  >
  staff: StaffDays
  log: Log
  /** Where the list is; undefined: it is not read. */
  bankHolidaysUrl?: string | undefined
}

/** Cases told in one go: a stop waits for no more than these. */
const batch = 50
const mostCasesCounted = 1000
/** A list that is only away is nobody's business before that. */
const awayForMs = 24 * 3_600_000

/**
 * Reads GOV.UK's list once a day, asks the leads about what is new, and tells the open cases what a lead has confirmed.
 * Called by every sweep of every worker: the database says who does it. Nothing here keeps a deadline waiting.
 */
export const keepBankHolidays = (parts: Parts, stopped: AbortSignal): (() => Promise<void>) => {
  return async () => {
    await refresh(parts, stopped)
    if (parts.bankHolidaysUrl !== undefined) await askAgain(parts)
    while (!stopped.aborted && (await tellSome(parts, stopped)));
  }
}

const refresh = async ({ store, log, bankHolidaysUrl }: Parts, stopped: AbortSignal): Promise<void> => {
  if (bankHolidaysUrl === undefined) return
  const claim = await store.claimFeed()
  if (claim === null) return
  const read = await readHolidayFeed(bankHolidaysUrl, stopped)
  // Cut short by a stop: whoever starts next reads it.
  if (stopped.aborted) return
  const seen = await store.feedState()
  const today = localDateOf(seen.now)
  const fault = read.kind === 'read' ? faultOfFeed(read.copy, seen.copy ?? undefined, today) : undefined
  if (read.kind !== 'read' || fault !== undefined) {
    const why = fault ?? (read.kind === 'read' ? '' : read.why)
    log.error(
      { code: read.kind },
      `The list of bank holidays cannot be used; the last good one stays in use. ${why}`,
    )
    await store.keepFault(claim, why, isToBeTold(read, seen) ? feedFaultMessage(why) : null)
    return
  }
  const change = newInFeed(read.copy, seen.confirmed, seen.setAside, today)
  const isOpen = change !== null && seen.open !== null && sameDifferences(change, seen.open)
  const news = isOpen
    ? 'same'
    : change && {
        change,
        message: holidayQuestion(change, await store.datesToMove(change, mostCasesCounted)),
      }
  const kept = await store.keepFeed(claim, read.copy, seen, news)
  if (!kept) log.warn({}, 'The list of bank holidays is read again: somebody answered while it was')
  else if (news !== null && news !== 'same')
    log.warn({}, 'The list of bank holidays has changed; the leads are asked')
}

/** At once where it says what cannot be used; where it is only away, when that lasts. Once either way. */
const isToBeTold = (read: FeedRead, { fault, faultSince, faultTold, now }: FeedState): boolean => {
  if (faultTold) return false
  if (read.kind !== 'away') return true
  return fault !== null && faultSince !== null && Date.parse(now) - Date.parse(faultSince) >= awayForMs
}

/** Each working morning of the leads, until somebody answers. */
const askAgain = async ({ store, staff }: Parts): Promise<void> => {
  const { open, confirmed, now } = await store.feedState()
  if (open === null) return
  const [today, seenOn] = [localDateOf(now), localDateOf(open.seenAt)]
  if (seenOn < today && isMorningListDue('leads', now, staffDaysWith(confirmed, staff)))
    await store.askAboutHolidays(open.n, today, holidayReminder(open, seenOn))
}

const clock = { id: safehold, teams: [], mayConfirmRelease: false } as const

/** Tells some open cases of what was confirmed. Says whether there may be more. */
const tellSome = async ({ store, log }: Parts, stopped: AbortSignal): Promise<boolean> => {
  const work = await store.claimHolidayWork(batch)
  if (work === null) return false
  if (work.caseIds.length === 0) {
    const change = await store.holidayProposal(work.n)
    if (change) await store.endHolidayWork(work, holidaysApplied(change, await store.movedByHolidays(work.n)))
    return true
  }
  let failed = 0
  const told: string[] = []
  for (const caseId of work.caseIds) {
    if (stopped.aborted) break
    try {
      const nonce = `bank-holidays-${caseId}-${work.n}`
      await store.perform({
        nonce,
        caseId,
        command: { kind: 'apply_bank_holidays' },
        actor: clock,
        texts: {},
      })
    } catch (error) {
      failed += 1
      log.error({ caseId, error }, 'A case could not be told of a bank holiday and will be tried again')
    }
    told.push(caseId)
  }
  if (told.length > 0) await store.keepHolidayWork({ ...work, caseIds: told }, failed)
  return true
}
