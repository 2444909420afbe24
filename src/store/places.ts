import type { StoreDeps } from './deps.ts'

export type Places = {
  /** The teams and districts that messages were written for. */
  placesWrittenFor(): Promise<string[]>
  /**
   * Says which channel each of these is from now on, for every worker: whoever starts last has the newest settings. What was
   * posted elsewhere is not touched.
   */
  setPlaces(channels: ReadonlyMap<string, string>): Promise<void>
  /** The channel that this place is by the settings of the worker that started last; null of one that none has named yet. */
  channelNow(destination: string): Promise<string | null>
  /** Which of these are another channel by now, because a worker that started later has other settings. */
  placesOtherThan(channels: ReadonlyMap<string, string>): Promise<string[]>
  /**
   * Goes through so many cases, the newest first and then those opened before `after`, and makes the headlines of open ones
   * due that are in a channel which is not their place any more. None is made due twice, however many workers do it at once.
   * Says how many, and the last case, or undefined when there are no more cases.
   */
  moveHeadlines(limit: number, after?: string): Promise<{ moved: number; last: string } | undefined>
}

const writtenFor = `
select destination from channel_gate where destination ~ '^(team|acssl):' order by destination`

// In the order of the name, as everywhere, so that two never wait for each other. What is as it was is not written.
const set = `
insert into channel_gate as g (destination, channel)
select key, value from jsonb_each_text($1::jsonb) order by key
on conflict (destination) do update set channel = excluded.channel
  where g.channel is distinct from excluded.channel`

const one = 'select channel from channel_gate where destination = $1'

const other = `
select g.destination from jsonb_each_text($1::jsonb) join channel_gate g on g.destination = key and g.channel <> value
order by g.destination`

// What is due already, and what is on its way, is moved when it is claimed. What Slack refused is tried where it is to be.
// A row that somebody else is writing is left to them, so that nobody ever waits for this.
const move = `
with page as materialized (select id, closed_at from cases where id < $2 order by id desc limit $1),
elsewhere as (
  select h.case_id, h.destination from headline h join channel_gate g on g.destination = h.destination
  where h.case_id = any (array(select id from page where closed_at is null))
    and h.slack_ts is not null and h.channel <> g.channel
    and (h.status = 'failed' or (h.status = 'sent' and h.posted_version >= h.wanted_version))
  for update of h skip locked
),
moved as (
  update headline h set status = 'waiting', posted_version = 0, attempt = 0, next_at = clock_now(),
    wanted_since = clock_timestamp()
  from elsewhere e where h.case_id = e.case_id and h.destination = e.destination returning 1
)
select (select id from page order by id limit 1) as last, (select count(*) from moved) as moved`

const afterAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Which channel each team and district has now, and what is still in the one before. */
export const places = ({ db }: StoreDeps): Places => ({
  placesWrittenFor: async () =>
    (await db.rows<{ destination: string }>(writtenFor)).map(({ destination }) => destination),
  setPlaces: async channels => {
    await db.rows(set, [JSON.stringify(Object.fromEntries(channels))])
  },
  channelNow: async destination =>
    (await db.rows<{ channel: string | null }>(one, [destination]))[0]?.channel ?? null,
  placesOtherThan: async channels => {
    const asked = JSON.stringify(Object.fromEntries(channels))
    return (await db.rows<{ destination: string }>(other, [asked])).map(({ destination }) => destination)
  },
  moveHeadlines: async (limit, after = afterAll) => {
    const [done] = await db.rows<{ last: string | null; moved: number }>(move, [limit, after])
    return done && done.last !== null ? { moved: done.moved, last: done.last } : undefined
  },
})
