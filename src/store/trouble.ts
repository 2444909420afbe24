import { randomUUID } from 'node:crypto'
import type { Instant } from '../calendar/london.ts'
import type { PersonId } from '../case/people.ts'
import {
  curedWords,
  curesItself,
  kindsThatCureThemselves,
  type Remedy,
  toldOfTrouble,
  type Trouble,
  type TroubleKind,
  troubleRestsOn,
  troubleWords,
} from '../case/trouble.ts'
import type { ListMessage } from './claim.ts'
import { cures, type Cures, type ShutChannel } from './cures.ts'
import type { StoreDeps } from './deps.ts'
import { officeEntryPart, withOfficeEntry } from './office-log.ts'
import { troubleColumns, type TroubleKept, troubleReads } from './trouble-reads.ts'

/**
 * `subject` and `code`: ids and codes only, such as a destination and what Slack said. `people`: whom a question is about;
 * an answer counts for them alone. `since`: when it began, on the case's clock; a person who closed one of the same kind and
 * subject later than that knows of it already. `lookedAt`: the channel that a look found shut; it says nothing of a place that
 * is another channel by now, which the looking process may not know.
 */
export type TroubleFound = {
  kind: TroubleKind
  subject: string
  code: string
  caseId?: string
  people?: readonly PersonId[]
  since?: Instant
  lookedAt?: string
}

export type Troubles = Cures & {
  /**
   * Records that something cannot be done and puts the urgent message about it among those to be sent: both or neither.
   * Once, however often it is found, while one of the same kind and subject is open; of a channel that is shut again when
   * it is shut by something else, and when it was last found is kept. Says whether this call was the one.
   */
  openTrouble(found: TroubleFound): Promise<boolean>
  /** A person says what they did about it. False when it is closed already, or ends only by itself. */
  closeTrouble(id: string, by: PersonId, note: Remedy): Promise<boolean>
  /** It has ended by itself: closes it and tells the leads. `note`: what ended it, in a word. Says whether one was open. */
  cureTrouble(ended: Pick<TroubleFound, 'kind' | 'subject'>, note: string): Promise<boolean>
  /** Every place that nothing is posted in, why, and when that was last found. */
  shutChannels(): Promise<ShutChannel[]>
  /** What is open, the oldest first. */
  openTroubles(limit?: number): Promise<TroubleKept[]>
  /** One of them, open or closed; null when there is none. */
  readTrouble(id: string): Promise<TroubleKept | null>
  /** What is open and nobody was told or asked of since this moment, the oldest first. */
  troublesToldBefore(moment: Instant): Promise<Trouble[]>
  /**
   * Puts a message to the leads about these among those to be sent, unless somebody was asked since: once, however many
   * workers try. Says whether this call was the one.
   */
  askOfTroubles(ids: readonly string[], toldBefore: Instant, message: ListMessage): Promise<boolean>
}

// $1: the trouble with its messages. The message goes out only with the row that it is about. What is open is written before
// what is opened, by everybody in that order.
const opening = (unless: string): string => `
with t as (
  select * from jsonb_to_record($1::jsonb) as t (id uuid, kind text, subject text, code text, case_id uuid, people text[],
    since timestamptz, looked_at text)
  where not exists (select from channel_gate g where g.destination = t.subject and g.channel <> t.looked_at)
),
changed as (
  update trouble o set closed_at = clock_now(), closed_by = 'safehold', note = 'changed' from t
  where o.kind = t.kind and o.subject = t.subject and o.kind = 'channel_shut' and o.closed_at is null and o.code <> t.code
  returning 1
),
found_again as (
  update trouble o set found_at = clock_now() from t
  where o.kind = t.kind and o.subject = t.subject and o.kind = 'channel_shut' and o.closed_at is null and o.code = t.code
  returning 1
),
opened as (
  insert into trouble (id, kind, subject, code, case_id, people, opened_at, told_at, found_at)
  select t.id, t.kind, t.subject, t.code, t.case_id, t.people, clock_now(), clock_now(), clock_now() from t
  where (select count(*) from changed) >= 0 and (select count(*) from found_again) >= 0${unless}
  on conflict (kind, subject) where closed_at is null do nothing returning opened_at as at
),
message as (
  insert into outbox (id, destination, lane, severity, data, next_at, created_at)
  select m.id, m.destination, 'urgent', 1, m.data, at, at
  from opened, jsonb_to_recordset($1::jsonb->'messages') as m (id uuid, destination text, data jsonb)
),
gate as (
  insert into channel_gate (destination)
  select m.destination from opened, jsonb_to_recordset($1::jsonb->'messages') as m (destination text)
  order by m.destination on conflict do nothing
)
select count(*) as n from opened`
const open = opening('')
// By itself: it goes through all that was ever closed, which is little and not asked for often.
const openUnlessClosed = opening(`
    and not exists (select from trouble o where o.kind = t.kind and o.subject = t.subject and o.closed_at >= t.since
      and o.closed_by <> 'safehold')`)

const close = `
with closed as (
  update trouble set closed_at = clock_now(), closed_by = $2, note = $3
  where id = $1 and closed_at is null and kind <> all ($4::text[]) returning 1
),
${officeEntryPart('closed', '$5')}
select count(*) as n from closed`

const cure = `
with cured as (
  update trouble set closed_at = clock_now(), closed_by = 'safehold', note = $3
  where kind = $1 and subject = $2 and closed_at is null returning closed_at as at
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $4, 'team:leads', 'ordinary', $5::jsonb, at, at from cured
),
gate as (
  insert into channel_gate (destination) select 'team:leads' from cured on conflict do nothing
)
select count(*) as n from cured`

const shut = `
select id, subject, code, coalesce(found_at, opened_at)::text as "foundAt" from trouble
where kind = 'channel_shut' and closed_at is null order by opened_at, id`

const ask = `
with asked as (
  update trouble set told_at = clock_now()
  where id = any ($1::uuid[]) and closed_at is null and told_at < $2 returning told_at as at
),
one as (select min(at) as at from asked having count(*) > 0),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $3, 'team:leads', 'ordinary', $4::jsonb, at, at from one
),
gate as (
  insert into channel_gate (destination) select 'team:leads' from one on conflict do nothing
)
select count(*) as n from one`

const openOnes = `${troubleColumns} where t.closed_at is null order by t.opened_at, t.id limit $1`
const byId = `${troubleColumns} where t.id = $1`
const toldBefore = `${troubleColumns} where t.closed_at is null and t.told_at < $1 order by t.opened_at, t.id`
const refOf = 'select ref from cases where id = $1'

const most = 1000

/** What cannot be done and somebody has to know of, until a person or what cured it closes it. */
export const troubles = (deps: StoreDeps): Troubles => {
  const { db, log } = deps
  const did = async (statement: string, values: readonly unknown[]): Promise<boolean> =>
    (await db.rows<{ n: number }>(statement, values))[0]?.n === 1
  const { read, readKept } = troubleReads(db)

  const shutNow = async (): Promise<string[]> =>
    (await db.rows<{ subject: string }>(shut)).map(({ subject }) => subject)

  return {
    ...cures(deps),
    openTrouble: async found => {
      const { kind, subject, caseId, people = [], since, lookedAt } = found
      const code = readable(found.code)
      const [about] = caseId === undefined ? [] : await db.rows<{ ref: string }>(refOf, [caseId])
      const id = randomUUID()
      const data: ListMessage = {
        text: troubleWords({ kind, subject, code, ref: about?.ref, shut: await shutNow(), people }),
        lines: [],
        restsOn: troubleRestsOn,
        ...(!curesItself(kind) && { trouble: id }),
      }
      const messages = toldOfTrouble(found).map(team => ({
        id: randomUUID(),
        destination: `team:${team}`,
        data,
      }))
      // A case that is not there is no reason to tell nobody.
      const case_id = about === undefined ? null : caseId
      const opened = { id, kind, subject, code, case_id, people, since, looked_at: lookedAt, messages }
      const isNew = await did(since === undefined ? open : openUnlessClosed, [JSON.stringify(opened)])
      if (isNew)
        log.error(
          { caseId, destination: subject, code, status: kind },
          'Something cannot be done and needs somebody; the leads are told',
        )
      return isNew
    },
    closeTrouble: async (id, by, note) =>
      isUuid(id) &&
      withOfficeEntry(deps, { actor: by, what: 'trouble closed', data: { trouble: id, note } }, entry =>
        did(close, [id, by, note, kindsThatCureThemselves, entry]),
      ),
    cureTrouble: async ({ kind, subject }, note) => {
      const [about] = await read(
        `${troubleColumns} where t.kind = $1 and t.subject = $2 and t.closed_at is null`,
        [kind, subject],
      )
      if (!about) return false
      const data: ListMessage = { text: curedWords(about), lines: [], restsOn: troubleRestsOn }
      return did(cure, [kind, subject, note, randomUUID(), JSON.stringify(data)])
    },
    shutChannels: () => db.rows(shut),
    openTroubles: limit => readKept(openOnes, [limit ?? most]),
    readTrouble: async id => (isUuid(id) ? ((await readKept(byId, [id]))[0] ?? null) : null),
    troublesToldBefore: moment => read(toldBefore, [moment]),
    askOfTroubles: (ids, moment, message) => did(ask, [ids, moment, randomUUID(), JSON.stringify(message)]),
  }
}

/** A code that Slack has not documented may be anything: only what looks like a code is kept. */
const readable = (code: string): string => (/^[A-Za-z0-9_.:-]{1,80}$/.test(code) ? code : 'unreadable_code')

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
