import { channelFaults } from '../case/channel-faults.ts'
import type { Team } from '../case/people.ts'
import {
  curedWords,
  stuckAfterAttempts,
  toldOfTrouble,
  type TroubleKind,
  troubleRestsOn,
} from '../case/trouble.ts'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'

/** A place that nothing is posted in. `foundAt`: when that was last found, as the database writes it. */
export type ShutChannel = { id: string; subject: string; code: string; foundAt: string }

/**
 * `destination`: what the message was written for, where that is not the place itself; `message`: the alert, or the case of the
 * headline, that went through.
 */
export type WentThrough = {
  known?: Pick<ShutChannel, 'id' | 'foundAt'> | undefined
  destination?: string
  message?: string
}

export type Cures = {
  /**
   * A message went through to this place: whatever kept it from doing so has ended. That the place is shut has only where
   * it stands as `known`, which was read before the look that the message rested on: what was found since may stand. That one
   * is stuck has only where no other is.
   */
  cureAfterPost(place: string, posted?: WentThrough): Promise<void>
  /** This message is given up: that one is stuck has ended where no other is. Somebody is told of what it said in another way. */
  cureStuck(place: string, given: { destination: string; message: string }): Promise<void>
  /**
   * A look at this channel that began then, on the database's clock, found it as it must be: what was found wrong with the
   * place before has ended, if the place is that channel. What was found since, it may not have seen.
   */
  cureAfterLook(destination: string, lookBeganAt: Date, channel: string): Promise<void>
}

// As long as another message than the one that went through is stuck, so is the trouble. That one is not settled yet.
const stuck = `
    kind = 'message_stuck' and subject in ($1, $3)
      and not exists (
        select from outbox where destination in ($1, $3) and status in ('waiting', 'sending', 'unknown')
          and attempt >= ${stuckAfterAttempts} and id is distinct from $4::uuid)
      and not exists (
        select from headline where destination in ($1, $3) and posted_version < wanted_version and status <> 'failed'
          and attempt >= ${stuckAfterAttempts} and case_id is distinct from $4::uuid)`

const posted = `
    (kind = 'slack_shut' and subject = 'slack') or (kind = 'channel_shut' and subject = $1 and id = $5::uuid
      and coalesce(found_at, opened_at) = $6::timestamptz)
    or (${stuck})`

// What Slack said when a message was posted there does not end by a look: the next message shows.
const lookedAt = `
    kind = 'channel_shut' and subject = $1 and coalesce(found_at, opened_at) < $3
      and not exists (select from channel_gate g where g.destination = $1 and g.channel <> $4)
      and split_part(code, ':', 1) in (${channelFaults.map(fault => `'${fault}'`).join(', ')})`

// $1: the place. $2: by kind, who is told that it has ended, and in which words.
const cureWhere = (which: string, note: string): string => `
with cured as (
  update trouble set closed_at = clock_now(), closed_by = 'safehold', note = '${note}'
  where closed_at is null and (${which})
  returning kind, closed_at as at
),
told as (
  select 'team:' || team as destination, kind, at from cured, jsonb_array_elements_text($2::jsonb->kind->'teams') as team
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select gen_random_uuid(), destination, 'ordinary', $2::jsonb->kind->'data', at, at from told
),
gate as (
  insert into channel_gate (destination) select distinct destination from told order by destination on conflict do nothing
)
select 1`

const cureByPost = cureWhere(posted, 'posted')
const cureGivenUp = cureWhere(stuck, 'given_up')
const cureByLook = cureWhere(lookedAt, 'looked_at')

/** Closes what is open about a place that messages go to again, and tells whoever was told that it began. */
export const cures = ({ db }: StoreDeps): Cures => ({
  cureAfterPost: async (place, { known, destination = place, message = null } = {}) => {
    const { id = null, foundAt = null } = known ?? {}
    const messages = curedMessages(place, destination)
    await db.rows(cureByPost, [place, messages, destination, message, id, foundAt])
  },
  cureStuck: async (place, { destination, message }) => {
    await db.rows(cureGivenUp, [place, curedMessages(place, destination), destination, message])
  },
  cureAfterLook: async (destination, lookBeganAt, channel) => {
    await db.rows(cureByLook, [destination, curedMessages(destination), lookBeganAt, channel])
  },
})

const curedMessages = (place: string, destination = place): string => {
  const message = (kind: TroubleKind, subject = place): { teams: Team[]; data: ListMessage } => ({
    teams: [...new Set<Team>(['leads', ...toldOfTrouble({ kind, subject })])],
    data: {
      text: curedWords({ kind, subject, code: '' }),
      lines: [],
      restsOn: troubleRestsOn,
    },
  })
  return JSON.stringify({
    slack_shut: message('slack_shut'),
    channel_shut: message('channel_shut'),
    message_stuck: message('message_stuck', destination),
  })
}
