import { DatabaseError } from 'pg'
import type { Instant } from '../calendar/london.ts'
import type { PersonId } from '../case/people.ts'
import { chainStart } from './chain.ts'
import type { StoreDeps } from './deps.ts'
import { type ChainCheck, followChain, type Link } from './follow-chain.ts'

/** What somebody decided that belongs to no case. `data`: ids, codes and dates, never a customer. */
export type OfficeAct = { actor: PersonId; what: string; data: Record<string, unknown> }

export type OfficeRow = OfficeAct & { seq: number; at: Instant }

export type OfficeLog = {
  /** Whether the log of what belongs to no case is as it was written. */
  verifyOfficeLog(): Promise<ChainCheck>
}

const end = `
select l.seq, l.hmac, clock_now() as at
from (select) always left join lateral (select seq, hmac from office_log order by seq desc limit 1) l on true`
const all = 'select seq, at, actor, what, data, prev, hmac from office_log order by seq'

/**
 * The part of a statement that adds the entry `param` to the log for the row that `from` has, if it has one: the act and
 * its entry are written together, or neither.
 */
export const officeEntryPart = (from: string, param: string): string => `office_entry as (
  insert into office_log (seq, at, actor, what, data, prev, hmac)
  select o.seq, o.at, o.actor, o.what, o.data, decode(o.prev, 'hex'), decode(o.hmac, 'hex')
  from ${from}, jsonb_to_record(${param}::jsonb) as o (seq integer, at timestamptz, actor text, what text, data jsonb,
    prev text, hmac text)
)`

const attempts = 20
const uniqueViolation = '23505'

/** Runs `write` with the entry to add, as JSON for `officeEntryPart`; again with the next place when another was faster. */
export const withOfficeEntry = async <T>(
  { db, vault }: Pick<StoreDeps, 'db' | 'vault'>,
  act: OfficeAct,
  write: (entry: string) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    const [last] = await db.rows<{ seq: number | null; hmac: Buffer | null; at: Instant }>(end)
    if (!last) throw new Error('PostgreSQL returned no row where it always returns one')
    const row: OfficeRow = { ...act, seq: (last.seq ?? 0) + 1, at: last.at }
    const prev = last.hmac ?? chainStart
    const hmac = vault.chainHmac(prev, officeContent(row))
    try {
      return await write(JSON.stringify({ ...row, prev: prev.toString('hex'), hmac: hmac.toString('hex') }))
    } catch (error) {
      const raced = error instanceof DatabaseError && error.code === uniqueViolation
      if (!raced || attempt === attempts) throw error
    }
  }
}

/** What the HMAC of an entry is over. */
export const officeContent = ({ seq, at, actor, what, data }: OfficeRow) => ({
  log: 'office',
  seq,
  at,
  actor,
  what,
  data,
})

/** Proves the log of what belongs to no case. */
export const officeLog = ({ db, vault }: StoreDeps): OfficeLog => ({
  verifyOfficeLog: async () => followChain(vault, await db.rows<OfficeRow & Link>(all), officeContent),
})
