import type { Case } from '../../case/case.ts'
import type { HolidayChange } from '../../calendar/holiday-changes.ts'
import type { Instant } from '../../calendar/london.ts'
import { opensCase } from '../../case/decide.ts'
import { confirmedChanges } from '../bank-holidays.ts'
import type { StoreDeps } from '../deps.ts'
import type { WrappedKey } from '../vault/vault.ts'
import type { PerformRequest, SavedAnswer } from './request.ts'

/** A case as it was read, with what must still be so when the decision is written. */
export type Loaded = {
  now: Instant
  /** The answer that this nonce got before, if any. */
  earlier?: SavedAnswer
  /** An erased case has no key any more. */
  before?: { case: Case; version: number; lastHmac: Buffer; caseKey: WrappedKey | null }
  /** For the reference of a case that is opened. */
  refNumber?: number
  /** The cases of the same customer: by current number or link, directly or through another case (F5). */
  linked: Case[]
  /** Linked until now by the number that this command replaces. */
  left: Case[]
  /** For a command that brings a number: the cases that were linked before it. */
  linkedBefore?: Case[]
  /** For "Link cases": the case named, and those linked to that. */
  named?: { case: Case; version: number; linked: Case[] }
  /** The number that the command brings is the one that stands on the case. */
  sameNumber: boolean
  /** Versions of every customer key that leads to a case above. */
  keys: Record<string, number>
  /** Every change of bank holidays that is confirmed. */
  holidays: HolidayChange[]
}

type Origin = 'own' | 'new' | 'left' | 'named'
type Row = {
  now: Instant
  earlier: SavedAnswer | null
  version: number | null
  state: Case | null
  last_hmac: Buffer
  kek_id: string | null
  wrapped: Buffer | null
  ref_number: number | null
  same_number: boolean
  others: { origin: Origin; state: Case }[]
  keys: Record<string, number>
  holidays: HolidayChange[]
  named: { version: number; state: Case } | null
}

/**
 * Reads everything that one decision may turn on, in one statement and so at one moment.
 * `newKey` is the customer key of a number the command brings: the links are then followed from it, not from the old one.
 */
export const load = async (
  { db }: StoreDeps,
  request: PerformRequest,
  caseId: string,
  newKey: string | undefined,
): Promise<Loaded> => {
  const { nonce, command } = request
  const named = command.kind === 'link_cases' ? command.other : null
  const [row] = await db.rows<Row>(statement, [nonce, caseId, newKey ?? null, named, mayOpen(request)])
  if (row === undefined) throw new Error('PostgreSQL returned no row where it always returns one')
  const from = (...origins: Origin[]) => {
    const found = row.others.filter(other => origins.includes(other.origin)).map(other => other.state)
    return [...new Map(found.map(other => [other.id, other])).values()]
  }
  return {
    now: row.now,
    linked: from('own', 'new'),
    left: from('left'),
    ...(newKey !== undefined && { linkedBefore: from('own', 'left') }),
    sameNumber: row.same_number,
    keys: row.keys,
    holidays: row.holidays,
    ...(row.earlier === null ? {} : { earlier: row.earlier }),
    ...(row.ref_number === null ? {} : { refNumber: row.ref_number }),
    ...(row.named === null
      ? {}
      : { named: { case: row.named.state, version: row.named.version, linked: from('named') } }),
    ...(row.version === null || row.state === null
      ? {}
      : {
          before: {
            case: row.state,
            version: row.version,
            lastHmac: row.last_hmac,
            caseKey:
              row.kek_id === null || row.wrapped === null
                ? null
                : { kekId: row.kek_id, wrapped: row.wrapped },
          },
        }),
  }
}

/** Only these begin a case, and only where the request names none that should be there already. */
export const mayOpen = ({ command, caseId }: PerformRequest): boolean =>
  caseId === undefined && opensCase(command)

// Each customer key is followed by itself, by index: `offset 0` and the array keep PostgreSQL from joining whole tables,
// which it prefers while it has no statistics and expects thousands of linked cases.
const statement = `
with recursive
earlier as (select case_id, outcome from submission where nonce = $1),
asked as (
  select coalesce((select case_id from earlier), $2::uuid) as id,
    case when not exists (select from earlier) then $3::text end as new_key
),
seed as (
  select key, case when n = -1 or asked.new_key is null then 'own' else 'left' end as origin
    from asked join case_customer on case_id = asked.id and current
  union select new_key, 'new' from asked where new_key is not null
  union select key, 'named' from case_customer where case_id = $4::uuid and current
),
reach as (
  select key, origin from seed
  union
  select theirs.key, reach.origin from reach
    cross join lateral (select case_id from case_customer where key = reach.key and current offset 0) mine
    cross join lateral (select key from case_customer where case_id = mine.case_id and current offset 0) theirs
    where mine.case_id <> (select id from asked)
),
others as (
  select distinct mine.case_id, reach.origin from reach
    cross join lateral (select case_id from case_customer where key = reach.key and current offset 0) mine
    where mine.case_id <> (select id from asked)
)
select clock_now() as now, (select outcome from earlier) as earlier,
  c.version, c.state, c.last_hmac, k.kek_id, k.wrapped,
  case when c.id is null and $5::boolean and not exists (select from earlier) then nextval('case_ref') end as ref_number,
  exists (select from case_customer where case_id = asked.id and key = asked.new_key and current) as same_number,
  (select coalesce(jsonb_agg(jsonb_build_object('origin', others.origin, 'state', o.state) order by o.ref), '[]')
    from others cross join lateral (select ref, state from cases where id = others.case_id offset 0) o) as others,
  (select coalesce(jsonb_object_agg(key, version), '{}') from customer_key
    where key = any (array(select key from reach))) as keys,
  (${confirmedChanges}) as holidays,
  (select jsonb_build_object('version', version, 'state', state) from cases where id = $4::uuid) as named
from asked left join cases c on c.id = asked.id left join case_key k on k.case_id = c.id
`
