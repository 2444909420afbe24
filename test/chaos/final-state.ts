import type { CaseEvent } from '../../src/case/events.ts'
import { fieldsOr, stringOr } from '../../src/workbench/fields.ts'
import { wordsOf } from '../support/case-by-hand.ts'
import type { System } from './system.ts'

/** What the database has when all is quiet again. */
export type Recorded = {
  cases: { id: string; ref: string; status: string; lastSeq: number; chain: string }[]
  /** Oldest first, by case. */
  events: ReadonlyMap<string, readonly CaseEvent[]>
  submissions: { nonce: string; caseId: string | null; actor: string; outcome: string }[]
  deadlines: { caseId: string; deadline: string; dueAt: string; nextAt: string | null }[]
  openHolds: { caseId: string; openedSeq: number }[]
  messages: Row[]
  /** What could not be done, open or closed. */
  troubles: Trouble[]
}

/** An alert or a headline that is to be, or has been, shown in Slack. */
export type Row = {
  id: string
  kind: 'alert' | 'headline'
  caseId: string | null
  destination: string
  status: string
  channel: string | null
  ts: string | null
  /** When the record says that it came about; null for a headline, which comes about again and again. */
  createdAt: string | null
  /** It was not to be told when the last wait for rest began, and nobody has tried. */
  later: boolean
  /** Its words, and the reference it is about; a headline has none here, and a digest those of what it tells. */
  says: string
  ref: string | null
  /** The message that told it with others. */
  digestId: string | null
  reroutedAt: string | null
  /** It tells what was written for elsewhere. */
  isReroute: boolean
}

export type Trouble = {
  kind: string
  subject: string
  code: string
  openedAt: string
  closedAt: string | null
}

/** One message of the app in Slack. */
export type Shown = { channel: string; ts: string; id: string; words: string }

export type FinalState = {
  recorded: Recorded
  shown: readonly Shown[]
  /** The record's clock when the run began to wait for rest: whatever was due by then is to have been told. */
  quietFrom: string
  /** What was still not at rest when the wait ended, in words; empty when all was. */
  unrest: readonly string[]
  /** How many failed messages each process says there are, on /readyz. */
  failedShown: number
  log: string
}

const cases = `
select id, ref, status, last_seq as "lastSeq" from safehold.cases order by ref`
const submissions = `
select nonce, case_id as "caseId", actor, outcome->>'kind' as outcome from safehold.submission`
const iso = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const deadlines = `
select case_id as "caseId", kind || '-' || n as deadline, ${iso('due_at')} as "dueAt", ${iso('next_at')} as "nextAt"
from safehold.deadline where done_at is null`
const openHolds = `
select case_id as "caseId", opened_seq as "openedSeq" from safehold.hold where released_seq is null`
const messages = `
select id, 'alert' as kind, case_id as "caseId", destination, status, channel, slack_ts as ts,
  ${iso('created_at')} as "createdAt", status = 'waiting' and attempt = 0 and next_at > $1 as later,
  coalesce(data->>'text', '') as says, data->>'ref' as ref, digest_id as "digestId", ${iso('rerouted_at')} as "reroutedAt",
  is_reroute as "isReroute"
from safehold.outbox
union all
select post_id, 'headline', case_id, destination,
  case when posted_version < wanted_version and status = 'sent' then 'waiting' else status end, channel, slack_ts, null, false,
  '', null, null, null, false
from safehold.headline`
const troubles = `
select kind, subject, code, ${iso('opened_at')} as "openedAt", ${iso('closed_at')} as "closedAt" from safehold.trouble`

/**
 * Reads the database past every proxy, and Slack from its own side. `restFrom`: the record's clock when the last wait for
 * rest began. A message that came up after it, such as of a date that came in that moment, may still be on its way.
 */
export const readFinalState = async (
  system: System,
  given: Pick<FinalState, 'quietFrom' | 'unrest' | 'failedShown'>,
  restFrom: string,
): Promise<FinalState> => {
  const { rows, store, workbench } = system
  const found = await rows<Omit<Recorded['cases'][number], 'chain'>>(cases)
  const events = new Map<string, readonly CaseEvent[]>()
  const chained: Recorded['cases'] = []
  for (const one of found) {
    events.set(one.id, await store.timelineOf(one.id))
    const check = await store.verifyChain(one.id)
    chained.push({ ...one, chain: check.ok ? 'ok' : check.why })
  }
  // Before Slack is looked at, so that what counts as sent by then has to be there.
  const open = await rows<Trouble>(troubles)
  const written = await rows<Row>(messages, [restFrom])
  const shown = [...workbench.world.channels.values()].flatMap(channel =>
    channel.messages
      .filter(({ bot, deleted }) => bot && deleted !== true)
      .map(message => ({
        channel: channel.id,
        ts: message.ts,
        id: stringOr(fieldsOr(message.metadata?.['event_payload'])['outbox_id']),
        words: wordsOf([message.text, message.blocks]),
      })),
  )
  return {
    ...given,
    shown,
    log: system.output(),
    recorded: {
      cases: chained,
      events,
      submissions: await rows(submissions),
      deadlines: await rows(deadlines),
      openHolds: await rows(openHolds),
      messages: written,
      troubles: open,
    },
  }
}
