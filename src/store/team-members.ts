import type { Membership, PersonId } from '../case/people.ts'
import type { StoreDeps } from './deps.ts'

export type TeamMembers = {
  /**
   * Records who is in a team's channel now. Those there at the first look ever count as always there; later joiners from
   * now; leavers end, and begin anew if they come back. Give the whole list, and none when it could not be read.
   */
  rememberMembers(team: Membership, people: readonly PersonId[]): Promise<void>
  /** How long the person has been in the team without a break, in milliseconds: Infinity since the first look, 0 if not in it. */
  inTeamFor(team: Membership, person: PersonId): Promise<number>
}

// The person '' stands for the first look itself, so that a channel found empty has been looked at too.
const remember = `
with seen as (select exists (select from team_member where team = $1) as before),
gone as (
  update team_member set until = clock_now()
  where team = $1 and until is null and person <> all($2::text[])
)
insert into team_member (team, person, since, until)
select $1, '', '-infinity'::timestamptz, '-infinity'::timestamptz from seen where not before
union all
select $1, person, case when before then clock_now() else '-infinity' end, null
from seen, unnest($2::text[]) person
on conflict do nothing`

const since = `
select case when since = '-infinity' then null
  else (extract(epoch from clock_now() - since) * 1000)::float8 end as ms
from team_member where team = $1 and person = $2 and until is null`

/** Who is in which team, and since when (F3: confirming a release needs a settled member of CEAST). */
export const teamMembers = ({ db }: StoreDeps): TeamMembers => ({
  rememberMembers: async (team, people) => {
    await db.rows(remember, [team, people])
  },
  inTeamFor: async (team, person) => {
    const [row] = await db.rows<{ ms: number | null }>(since, [team, person])
    if (!row) return 0
    return row.ms ?? Infinity
  },
})
