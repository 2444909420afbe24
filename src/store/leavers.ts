import { randomUUID } from 'node:crypto'
import type { Instant } from '../calendar/london.ts'
import type { LeftFrom, ReturnedStep } from '../case/left.ts'
import { looksInVain } from '../case/left-at-once.ts'
import type { Membership, PersonId, Team } from '../case/people.ts'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'
import { type LeaverQuestions, leaverQuestions } from './leaver-questions.ts'
import { leaverSweep, type LeaverSweep } from './leaver-sweep.ts'

/**
 * Somebody to be looked up in Slack. `unanswered`: how many looks in a row, this one among them, Slack has not answered so
 * far. `fromTeams`: those whose steps they have by being in that team. `heldFrom`: what too many were out of at once, this
 * person among them.
 */
export type Look = {
  person: PersonId
  askedAt: Instant
  unanswered: number
  fromTeams: Team[]
  heldFrom: LeftFrom[]
}

/** Somebody who was found to be out, and of what. */
export type FoundOut = { person: PersonId; askedAt: Instant; found: LeftFrom[] }

/** Somebody with an open step who was asked after: whether they are out, and whether they are held for it. */
export type AskedAfter = { person: PersonId; isOut: boolean; isOpen: boolean; isHeld: boolean }

export type Leavers = LeaverSweep &
  LeaverQuestions & {
    /** Slack told of a change: this person is looked up next, if they have an open step. Says whether they have. */
    askAfter(person: PersonId): Promise<boolean>
    /** Who is to be looked up now, for this worker alone; those of whom Slack told first. */
    claimLooks(most: number): Promise<Look[]>
    /** Slack answered, and its answer says neither yes nor no. Says how often that was so in a row. */
    keepTry(look: Pick<Look, 'person' | 'askedAt'>): Promise<number>
    /** What came of a look. Nothing found: they are where they were, and are not looked up again before somebody asks. */
    keepLook(look: Pick<Look, 'person' | 'askedAt'>, found: readonly LeftFrom[]): Promise<void>
    /** Whose steps are to go back now: nobody of whom it was asked with them is still to be looked up. */
    leaversToReturn(): Promise<FoundOut[]>
    /** Everybody with an open step who was asked after in the last day, or longer ago and it is not over. */
    askedLately(): Promise<AskedAfter[]>
    /** Who is in a team's channel as far as is known, or was until a day before the first who is still asked after. */
    lateMembers(team: Membership): Promise<PersonId[]>
    /** Whether somebody has ever been seen in the team's channel. */
    wasIn(team: Membership, person: PersonId): Promise<boolean>
    /** The cases on which this person has an open step. */
    casesWithStepsOf(person: PersonId): Promise<string[]>
    /** What has gone back since they were asked after. */
    returnedOf(person: PersonId, since: Instant): Promise<{ ref: string; steps: ReturnedStep[] }[]>
    /** All of it has gone back: tells the leads if there is a message, once however many workers try. */
    endLeaver(one: FoundOut, message: ListMessage | null): Promise<void>
  }

/** The cases of one person, by index: open parts, dates that are theirs by name, and a release that they asked for. */
const casesOf = `
select id from cases where closed_at is null and people @> array[$1::text]
  and $1::text in (state->>'adviser', state->>'lead', state#>>'{referrals,-1,officer}')
union
select case_id from deadline where owner = 'person:' || $1::text and done_at is null and kind <> 'reminder'
union
select id from cases where closed_at is null and state ? 'release' and state#>>'{release,by}' = $1::text`

const ask = `
insert into leaver as l (person, heard, asked_at, next_at)
select $1::text, true, clock_now(), clock_timestamp() where exists (${casesOf})
on conflict (person) do update set heard = true, next_at = excluded.next_at,
  tries = case when l.done_at is null then l.tries else 0 end,
  asked_at = case when l.done_at is null then l.asked_at else excluded.asked_at end,
  looked_at = case when l.done_at is null then l.looked_at end,
  found = case when l.done_at is null then l.found else '{}' end,
  held_at = case when l.done_at is null then l.held_at end,
  held_from = case when l.done_at is null then l.held_from else '{}' end,
  unanswered = case when l.done_at is null then l.unanswered else 0 end, done_at = null
returning person`

/** Slack is asked again after a minute, then after two, and so on to every ten. */
const claim = `
with due as (
  select person from leaver where done_at is null and next_at <= clock_timestamp()
  order by looked_at is not null, heard desc, next_at, person limit $1 for update skip locked
),
mine as (
  update leaver l set unanswered = l.unanswered + 1,
    next_at = clock_timestamp() + interval '1 minute' * least(l.tries + l.unanswered + 1, 10)
  from due where l.person = due.person returning l.person, l.asked_at, l.unanswered, l.held_from
)
select m.person, m.asked_at as "askedAt", m.unanswered, m.held_from as "heldFrom",
  array_remove(array[
    case when exists (select from cases where closed_at is null and people @> array[m.person] and state->>'lead' = m.person)
      or exists (select from cases where closed_at is null and state ? 'release' and state#>>'{release,by}' = m.person)
      then 'ceast' end,
    case when exists (select from cases where closed_at is null and people @> array[m.person]
      and state#>>'{referrals,-1,officer}' = m.person) then 'visiting' end], null) as "fromTeams"
from mine m order by m.person`

const keepInVain = `
update leaver set tries = tries + 1, unanswered = 0 where person = $1 and asked_at = $2 and done_at is null
returning tries`

const keep = `
update leaver set looked_at = clock_now(), found = $3::text[], tries = 0, unanswered = 0,
  done_at = case when $3::text[] = '{}' then clock_now() end,
  next_at = clock_timestamp() + interval '10 minutes'
where person = $1 and asked_at = $2 and done_at is null`

// Many at once can only be told from a few when all of them are known. Whoever was looked up in vain keeps nobody waiting:
// where Slack gave no answer at all, after about an hour.
const toReturn = `
select person, asked_at as "askedAt", found from leaver l
where done_at is null and found <> '{}' and (held_at is null or looked_at > held_at)
  and not exists (select from leaver w where w.done_at is null and w.looked_at is null and w.tries = 0 and w.unanswered < ${looksInVain}
    and (w.heard or not l.heard))
  and (heard or not exists (select from leaver_sweep where done_at is null))
order by asked_at, person`

const lately = `
select person, 'everywhere' = any (found) as "isOut", done_at is null as "isOpen", 'everywhere' = any (held_from) as "isHeld"
from leaver where done_at is null or asked_at > clock_now() - interval '1 day'`

const late = `
select distinct person from team_member
where team = $1 and person <> '' and (until is null
  or until > least(clock_now(), (select min(asked_at) from leaver where done_at is null)) - interval '1 day')`

const was = `select exists (select from team_member where team = $1 and person = $2) as "wasIn"`

const returned = `
select c.ref, e.data->'steps' as steps from event e join cases c on c.id = e.case_id
where e.kind = 'steps_returned' and e.data->>'of' = $1 and e.at >= $2 order by c.ref, e.seq`

const end = `
with ended as (
  update leaver set done_at = clock_now() where person = $1 and asked_at = $2 and found = $3::text[] and done_at is null
  returning done_at as at
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $4, 'team:leads', 'ordinary', $5::jsonb, at, at from ended where $5::jsonb is not null
),
gate as (
  insert into channel_gate (destination) select 'team:leads' from ended where $5::jsonb is not null on conflict do nothing
)
select count(*) from ended`

/** Finds who has an open step and may have left, and keeps how far giving it back has come (F15, F16). */
export const leavers = (deps: StoreDeps): Leavers => {
  const { db } = deps
  const first = async <Row>(statement: string, values: readonly unknown[]): Promise<Row | undefined> =>
    (await db.rows<Row>(statement, values))[0]
  return {
    ...leaverSweep(deps),
    ...leaverQuestions(deps),
    askAfter: async person => (await first(ask, [person])) !== undefined,
    claimLooks: most => db.rows<Look>(claim, [most]),
    keepTry: async ({ person, askedAt }) =>
      (await first<{ tries: number }>(keepInVain, [person, askedAt]))?.tries ?? 0,
    keepLook: async ({ person, askedAt }, found) => {
      await db.rows(keep, [person, askedAt, found])
    },
    leaversToReturn: () => db.rows<FoundOut>(toReturn),
    askedLately: () => db.rows(lately),
    lateMembers: async team =>
      (await db.rows<{ person: PersonId }>(late, [team])).map(({ person }) => person),
    wasIn: async (team, person) => (await first<{ wasIn: boolean }>(was, [team, person]))?.wasIn === true,
    casesWithStepsOf: async person =>
      (await db.rows<{ id: string }>(`${casesOf} order by 1`, [person])).map(({ id }) => id),
    returnedOf: (person, since) => db.rows(returned, [person, since]),
    endLeaver: async ({ person, askedAt, found }, message) => {
      await db.rows(end, [person, askedAt, found, randomUUID(), message && JSON.stringify(message)])
    },
  }
}
