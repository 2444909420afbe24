import type { LeftFrom } from '../case/left.ts'
import { looksInVain } from '../case/left-at-once.ts'
import type { PersonId } from '../case/people.ts'
import type { StoreDeps } from './deps.ts'
import type { TroubleFound } from './trouble.ts'

/** What a lead was asked: where, and what made it doubtful. */
type Question = Pick<TroubleFound, 'subject' | 'code'>

export type LeaverQuestions = {
  /**
   * Of whom a lead has said that they have left, asked exactly this. It counts for those whom the question was about, and
   * until they are asked after anew: of others, of more people or of another doubt a lead is asked again.
   */
  confirmedLeavers(question: Question): Promise<PersonId[]>
  /**
   * What Slack says of these people is in doubt: their steps wait, and they are looked up again in ten minutes. `from`: what
   * too many are out of at once; they then stay held until a lead answers or Slack shows them again.
   */
  holdLeavers(people: readonly PersonId[], from: readonly LeftFrom[]): Promise<void>
  /** Who is held because too many were out of this at once. */
  heldLeavers(from: LeftFrom): Promise<PersonId[]>
  /** What is open about people who may have left, and is about nobody any more. */
  leaverQuestionsOver(): Promise<Pick<TroubleFound, 'kind' | 'subject'>[]>
}

const confirmed = `
select distinct l.person from trouble t join leaver l on l.person = any (t.people)
where t.kind = 'leavers_unsure' and t.subject = $1 and t.code = $2 and t.note = 'they_left' and t.closed_at >= l.asked_at`

const hold = `
update leaver set held_at = clock_now(), looked_at = clock_now(), tries = 0, unanswered = 0,
  next_at = clock_timestamp() + interval '10 minutes',
  held_from = array(select distinct unnest(held_from || $2::text[])),
  found = case when 'everywhere' = any ($2::text[]) then found else '{}' end
where person = any ($1::text[]) and done_at is null`

const held = `select person from leaver where done_at is null and $1::text = any (held_from) order by person`

const over = `
select kind, subject from trouble t where kind = 'leavers_unsure' and closed_at is null and not exists (
  select from leaver l where l.person = any (t.people) and l.done_at is null and (l.tries > 0 or l.held_at is not null))
union all
select kind, subject from trouble where kind = 'leavers_unseen' and closed_at is null and not exists (
  select from leaver where done_at is null and unanswered >= ${looksInVain})`

/** What only a lead can say of people who seem to have left, and who waits for it (F16). */
export const leaverQuestions = ({ db }: Pick<StoreDeps, 'db'>): LeaverQuestions => {
  const people = async (statement: string, values: readonly unknown[]): Promise<PersonId[]> =>
    (await db.rows<{ person: PersonId }>(statement, values)).map(({ person }) => person)
  return {
    confirmedLeavers: ({ subject, code }) => people(confirmed, [subject, code]),
    holdLeavers: async (whom, from) => {
      await db.rows(hold, [whom, from])
    },
    heldLeavers: from => people(held, [from]),
    leaverQuestionsOver: () => db.rows(over),
  }
}
