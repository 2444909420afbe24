import { reroutedWords } from '../case/trouble.ts'
import type { ClaimedAlert, ClaimedMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'

export type Reroutes = {
  /**
   * Puts what a message says among what is to be told in another place, marked with where it could not be posted and
   * why. Once for each message, however often it is asked. `words`: what a headline says now. A message that tells
   * elsewhere already and is refused there is not sent on.
   */
  reroute(claimed: ClaimedMessage, to: string, code: string, words: string): Promise<void>
  /**
   * The same for every urgent message that waits for a place that is shut, and for what waits there from another such
   * place: `to` is open, so nothing goes in a circle. They go on waiting there too; one that is for a later moment is told
   * elsewhere at that moment.
   */
  rerouteUrgent(destination: string, to: string, code: string): Promise<void>
}

const gate = (from: string): string => `
gate as (
  insert into channel_gate (destination) select distinct $2 from ${from} on conflict do nothing
)`

const one = `
with mine as (
  update outbox set rerouted_at = clock_now() where id = $1 and rerouted_at is null and not is_reroute
  returning id, case_id, lane, severity, rerouted_at as at
),
copy as (
  insert into outbox (id, case_id, destination, lane, severity, data, next_at, created_at, is_reroute)
  select gen_random_uuid(), case_id, $2, case lane when 'urgent' then lane else 'ordinary' end, severity, $3::jsonb, at, at, true
  from mine
),
${gate('mine')}
select 1`

// A headline has no row of its own to mark: each version that could not be posted is told elsewhere by one id.
const headline = `
with mine as (select clock_now() as at),
copy as (
  insert into outbox (id, case_id, destination, lane, data, next_at, created_at, is_reroute)
  select md5($1)::uuid, $4, $2, 'ordinary', $3::jsonb, at, at, true from mine
  on conflict (id) do nothing
),
${gate('mine')}
select 1`

const urgent = `
with mine as (
  update outbox set rerouted_at = clock_now()
  where destination = $1 and lane = 'urgent' and status in ('waiting', 'sending', 'unknown')
    and rerouted_at is null
  returning case_id, severity, data, created_at, wanted_at, rerouted_at as at
),
copy as (
  insert into outbox (id, case_id, destination, lane, severity, data, next_at, created_at, wanted_at, is_reroute)
  select gen_random_uuid(), case_id, $2, 'urgent', severity,
    data || jsonb_build_object('text', $3 || coalesce(data->>'text', '')), greatest(at, wanted_at), created_at, wanted_at, true
  from mine
),
${gate('mine')}
select 1`

/** What cannot be told where it belongs is told where somebody reads it. */
export const reroutes = ({ db }: StoreDeps): Reroutes => ({
  reroute: async (claimed, to, code, words) => {
    const { destination } = claimed
    if (claimed.kind === 'alert') {
      await db.rows(one, [claimed.id, to, JSON.stringify(copyOf(claimed, code))])
      return
    }
    const { caseId, wantedVersion, case: c } = claimed
    const data = { text: reroutedWords(destination, code, words), actions: [], ref: c.ref }
    const mark = `${caseId} ${destination} ${wantedVersion}`
    await db.rows(headline, [mark, to, JSON.stringify(data), caseId])
  },
  rerouteUrgent: async (destination, to, code) => {
    await db.rows(urgent, [destination, to, reroutedWords(destination, code, '')])
  },
})

/** With as little in it as still says what it is about: whatever Slack refused in it is left out. */
const copyOf = ({ data, destination }: ClaimedAlert, code: string): object => {
  const text = reroutedWords(destination, code, String(data.text))
  return 'lines' in data
    ? { text, lines: data.lines.slice(0, mostLines).map(line => line.slice(0, mostInLine)) }
    : { text, actions: [], ref: data.ref, ...(data.about !== undefined && { about: data.about }) }
}

const mostLines = 20
const mostInLine = 200
