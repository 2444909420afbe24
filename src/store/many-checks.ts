import { randomUUID } from 'node:crypto'
import type { PersonId } from '../case/people.ts'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'

export type ManyChecks = {
  /** Who checked more than so many awards in the last hour, since the leads were last told of them, and how many. */
  manyChecks(moreThan: number): Promise<{ person: PersonId; checks: number }[]>
  /**
   * Puts a message to the leads among those to be sent, unless they were told of this person within the hour. Once,
   * however many workers try. Says whether this call was the one.
   */
  tellOfChecks(person: PersonId, message: ListMessage): Promise<boolean>
}

const many = `
select v.actor as person, count(*) as checks
from view_log v left join check_alert a on a.person = v.actor
where v.what = 'check' and v.at > clock_now() - interval '1 hour' and v.at > coalesce(a.told_at, '-infinity')
group by v.actor having count(*) > $1 order by v.actor`

const tell = `
with told as (
  insert into check_alert as a (person, told_at) values ($1, clock_now())
  on conflict (person) do update set told_at = excluded.told_at
  where a.told_at <= excluded.told_at - interval '1 hour'
  returning told_at
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $2, 'team:leads', 'ordinary', $3::jsonb, told_at, told_at from told
),
gate as (
  insert into channel_gate (destination) select 'team:leads' from told on conflict do nothing
)
select count(*) as told from told`

/** Finds out from the log of views who checks many awards (F15). Nobody's check waits for it or is stopped by it. */
export const manyChecks = ({ db }: StoreDeps): ManyChecks => ({
  manyChecks: moreThan => db.rows(many, [moreThan]),
  tellOfChecks: async (person, message) => {
    const [row] = await db.rows<{ told: number }>(tell, [person, randomUUID(), JSON.stringify(message)])
    return row?.told === 1
  },
})
