import type { Case } from '../../src/case/case.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { teamOfDestination } from '../../src/slack/destinations.ts'
import { headlineMessage } from '../../src/slack/headline-message.ts'
import { deadlineRows } from '../../src/store/perform/derived.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { fieldsOr, stringOr } from '../../src/workbench/fields.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import type { CaseRecord } from '../support/record-of.ts'

/** A message that the record wants in Slack: an alert or list of the outbox, or a case's headline in a channel. */
export type Wanted = {
  postId: string
  kind: 'message' | 'headline'
  caseId: string | null
  destination: string
  status: string
  /** A worker has it, or had it when it died. */
  claimed: boolean
  /** For a headline: it shows an older version than the case has come to. */
  behind: boolean
  /** A headline's are those that it should have now. */
  words: string
}

export type Deadline = {
  kind: string
  n: number
  owner: string
  due_at: string
  rung: number
  next_at: string | null
}

/** One case as it is recorded, and as its events and its state say that it is. */
export type SeenCase = {
  id: string
  ref: string
  state: Case
  events: readonly CaseEvent[]
  chain: string | undefined
  views: string | undefined
  openHolds: readonly number[]
  deadlines: readonly Deadline[]
  /** The deadlines that the state leads to. */
  due: readonly Deadline[]
}

/** Everything that the checkers look at: the database's rows and Slack's messages. */
export type Found = {
  cases: readonly SeenCase[]
  /** Nonce and kind of each answer that was kept. */
  submissions: readonly { nonce: string; kind: string }[]
  wanted: readonly Wanted[]
  /** The id of the one message that shows Safehold's check of itself. A round of less than a minute has none yet. */
  heartbeat: string
  /** The id in each message of ours in Slack, and its channel. */
  posts: readonly { postId: string; channel: string; text: string }[]
  /** Rungs whose moment has come and that nobody has told. */
  overdueRungs: number
  busyGates: number
}

const staff = { everybody: calendarFor('england-and-wales') }

/** Looks at everything at once, when nothing moves any more. */
export const look = async (record: CaseRecord, workbench: Workbench): Promise<Found> => {
  const ids = (await record.rows<{ id: string }>('select id from cases order by opened_at, id')).map(
    row => row.id,
  )
  const [counts] = await record.rows<{ rungs: string; gates: string }>(
    `select (select count(*) from deadline where done_at is null and next_at <= clock_now()) as rungs,
       (select count(*) from channel_gate where busy_until > clock_timestamp()) as gates`,
  )
  const cases: SeenCase[] = []
  for (const id of ids) cases.push(await seenCase(record, id))
  return {
    cases,
    submissions: await record.rows(`select nonce, outcome->>'kind' as kind from submission`),
    wanted: await wantedNow(record),
    heartbeat: (await record.store.readHeartbeat()).postId,
    posts: postsIn(workbench),
    overdueRungs: Number(counts?.rungs),
    busyGates: Number(counts?.gates),
  }
}

const wanted = `
select id as "postId", 'message' as kind, case_id as "caseId", destination, status, claimed_until is not null as claimed,
  false as behind, data->>'text' as words from outbox
union all
select post_id, 'headline', case_id, destination, status, claimed_until is not null, posted_version < wanted_version, ''
from headline`

const wantedNow = async (record: CaseRecord): Promise<Wanted[]> => {
  const all = await record.rows<Wanted>(wanted)
  for (const one of all) {
    if (one.kind !== 'headline') continue
    const found = await record.store.readCase({ id: one.caseId ?? '' })
    if (found === null) throw new Error(`There is a headline of case ${one.caseId}, which is not there`)
    const { case: c, linked, now } = found
    const headline = headlineOf(c, linked, teamOfDestination(one.destination), now, staff)
    one.words = headlineMessage(headline, c).text
  }
  return all
}

const seenCase = async (record: CaseRecord, id: string): Promise<SeenCase> => {
  const { store } = record
  const found = await store.readCase({ id })
  if (found === null) throw new Error(`Case ${id} is not there`)
  const [chain, views] = await Promise.all([store.verifyChain(id), store.verifyViews(id)])
  const stored = await record.rows<
    Omit<Deadline, 'due_at' | 'next_at'> & { due_at: Date; next_at: Date | null }
  >('select kind, n, owner, due_at, rung, next_at from deadline where case_id = $1 and done_at is null', [id])
  const holds = await record.rows<{ seq: number }>(
    'select opened_seq as seq from hold where case_id = $1 and released_seq is null order by 1',
    [id],
  )
  return {
    id,
    ref: found.case.ref,
    state: found.case,
    events: await store.timelineOf(id),
    chain: chain.ok ? undefined : chain.why,
    views: views.ok ? undefined : views.why,
    openHolds: holds.map(({ seq }) => seq),
    deadlines: stored.map(row => ({
      ...row,
      due_at: row.due_at.toISOString(),
      next_at: row.next_at?.toISOString() ?? null,
    })),
    due: deadlineRows(found.case, staff, found.linked).map(({ kind, n, owner, due_at, rung, next_at }) => ({
      kind,
      n,
      owner,
      due_at,
      rung,
      next_at,
    })),
  }
}

const postsIn = ({ world }: Workbench): Found['posts'] =>
  [...world.channels.values()].flatMap(channel =>
    channel.messages
      .filter(message => !message.deleted)
      .map(({ metadata, text }) => ({
        postId: stringOr(fieldsOr(metadata?.['event_payload'])['outbox_id']),
        channel: channel.id,
        text,
      }))
      .filter(({ postId }) => postId !== ''),
  )
