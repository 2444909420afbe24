import type { LocalDate } from '../../calendar/dates.ts'
import type { Instant } from '../../calendar/london.ts'
import type { Case, TextId } from '../../case/case.ts'
import { type Groups, inGroups, lowest } from './in-step.ts'
import type { Snapshot } from './snapshot.ts'

/** What the row of a case says, by the names of its columns where they are compared one by one. */
export type CaseRow = {
  ref: string
  status: string
  serviceLine: string
  state: Case
  rules_version: string
  opened_at: Instant
  closed_at: Instant | null
  without_number: boolean
  people: readonly string[]
}

export type CaseColumns = [
  id: string,
  ref: string,
  status: string,
  serviceLine: string,
  state: Case,
  rulesVersion: string,
  openedAt: Instant,
  closedAt: Instant | null,
  withoutNumber: boolean,
  people: string[],
  lastSeq: number,
  lastHmac: Buffer,
]

export type HoldColumns = [
  caseId: string,
  openedSeq: number,
  openedKind: string,
  reason: string,
  since: LocalDate,
  number: number | null,
  releasedSeq: number | null,
  releasedKind: string | null,
]

/** Under which of the case's numbers it is found, by their places among them. */
export type NumberColumns = [caseId: string, n: number, current: boolean]

/** What hangs on a case. */
export type KeptRows = {
  holds: readonly HoldColumns[]
  numbers: readonly NumberColumns[]
  hasKey: boolean
  texts: ReadonlySet<TextId>
  /** The places that show it. */
  headlines: ReadonlySet<string>
}

type CaseStreams = {
  cases: Groups<CaseColumns>
  /** What hangs on cases, all that is of one case together. */
  kept: { key(): string | undefined; take(id: string): Promise<KeptRows> }
}

const cases = `
select id, ref, status, service_line, state, rules_version, opened_at, closed_at, without_number, people, last_seq, last_hmac
from cases order by id`
const holds = `
select case_id, opened_seq, opened_kind, reason, since, number, released_seq, released_kind
from hold order by case_id, opened_seq`
const numbers = 'select case_id, n, current from case_customer where n >= 0 order by case_id, n'
const keys = 'select case_id from case_key order by case_id'
const texts = 'select case_id, id from sealed order by case_id'
const headlines = 'select case_id, destination from headline order by case_id'

/** The cases and what hangs on them, case by case. */
export const caseStreams = async (snapshot: Snapshot): Promise<CaseStreams> => {
  const ofCases = await inGroups(snapshot.stream<CaseColumns>(cases))
  const [ofHolds, ofNumbers, ofKeys, ofTexts, ofHeadlines] = [
    await inGroups(snapshot.stream<HoldColumns>(holds)),
    await inGroups(snapshot.stream<NumberColumns>(numbers)),
    await inGroups(snapshot.stream<[string]>(keys)),
    await inGroups(snapshot.stream<[string, TextId]>(texts)),
    await inGroups(snapshot.stream<[string, string]>(headlines)),
  ]
  return {
    cases: ofCases,
    kept: {
      key: () => lowest(ofHolds, ofNumbers, ofKeys, ofTexts, ofHeadlines),
      take: async id => ({
        holds: await ofHolds.take(id),
        numbers: await ofNumbers.take(id),
        hasKey: (await ofKeys.take(id)).length > 0,
        texts: new Set((await ofTexts.take(id)).map(([, text]) => text)),
        headlines: new Set((await ofHeadlines.take(id)).map(([, destination]) => destination)),
      }),
    },
  }
}

/** The row of a case by the names of its columns. */
export const caseRowOf = (columns: CaseColumns): CaseRow => {
  const [, ref, status, serviceLine, state, rules_version, opened_at, closed_at, without_number, people] =
    columns
  return { ref, status, serviceLine, state, rules_version, opened_at, closed_at, without_number, people }
}
