import type { Instant } from '../calendar/london.ts'
import type { Case, TextId } from '../case/case.ts'
import { replay } from '../case/evolve.ts'
import type { InTeam, LookedAt, PackRecord, RecordedCase, ToldMessage } from '../case/pack/record.ts'
import type { StoreDeps } from './deps.ts'
import { casesByRef } from './linked.ts'
import { timeline } from './timeline.ts'

export type Packs = {
  /** Everything that the chronology of a case is made of, or null where there is no case by that reference. */
  packRecord(ref: string): Promise<PackRecord | null>
}

/** Who makes a pack is written into the log of views with this before their name. */
export const operator = 'operator:'

const messages = `
select destination, coalesce(data->>'text', '') as text, created_at as "writtenAt", status,
  case when slack_ts ~ '^[0-9]{9,11}[.][0-9]+$' then to_timestamp(slack_ts::numeric) end as "postedAt"
from outbox where case_id = $1 and not is_reroute order by created_at, id`

// Of one moment the chains of views have an order of their own.
const views = `
select actor, what, at from view_log where chain = $1 and not starts_with(actor, '${operator}') order by seq`

const inTeams = `
select person, team, nullif(since, '-infinity') as since, until from team_member
where person = any($1::text[]) and team <> 'other_ceast' order by team_member.since, team, person`

// What the cipher adds to each text is not counted.
const sizes = `select id, octet_length(ciphertext) - 16 as size from sealed where case_id = any($1::uuid[])`

const head = `select encode(last_hmac, 'hex') as head from cases where id = $1`

/** Reads a case for its chronology. Statements follow each other: a change in between is in the later ones only. */
export const packs = (deps: StoreDeps): Packs => {
  const { db } = deps
  const record = timeline(deps)
  // By its entries alone: they are what the chain proves, and not what is derived from them.
  const recorded = async (c: Case): Promise<RecordedCase> => {
    const events = await record.timelineOf(c.id)
    return { case: replay(events) ?? c, events }
  }
  return {
    packRecord: async ref => {
      const [found] = await casesByRef(db, ref)
      if (!found) return null
      const own = await recorded(found.case)
      const { id } = own.case
      const linked: RecordedCase[] = []
      for (const other of found.linked) linked.push(await recorded(other))
      const seen = await db.rows<LookedAt>(views, [id])
      const people = [...new Set([...own.events, ...seen].map(({ actor }) => actor))]
      const check = await record.verifyChain(id)
      const [end] = await db.rows<{ head: string }>(head, [id])
      return {
        ...own,
        linked,
        messages: await db.rows<ToldMessage & { writtenAt: Instant }>(messages, [id]),
        views: seen,
        inTeams: await db.rows<InTeam>(inTeams, [people]),
        sizes: Object.fromEntries(
          (await db.rows<{ id: TextId; size: number }>(sizes, [[id]])).map(one => [one.id, one.size]),
        ),
        chain: check.ok ? { ...check, head: (end?.head ?? '').slice(0, 16) } : check,
      }
    },
  }
}
