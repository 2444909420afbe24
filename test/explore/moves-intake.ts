import type { Case } from '../../src/case/case.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import {
  type Attempted,
  type Cast,
  decisions,
  extra,
  extraUnless,
  facts,
  free,
  move,
  type Table,
  work,
} from './move.ts'
import { people } from './world.ts'

const { raiser, ceastTwo, adviser } = people

type Raise = CommandOf<'raise_concern'>

const raise = (
  name: string,
  by: Actor,
  more: Partial<Raise> & Pick<Raise, 'serviceLine'>,
  cost = free,
): Attempted<Raise> => {
  const opens: Raise = {
    kind: 'raise_concern',
    danger: 'no',
    text: 't',
    harmed: ['customer'],
    kinds: [],
    ...more,
  }
  return { name, by, opens, make: c => (c.concerns.length === 0 ? opens : undefined), cost }
}

/** A second person is another one only for somebody who raised or triaged; otherwise the two are alike. */
const secondMatters = (c: Case, triager: Actor) => c.triage?.selfTriage === true || c.raiser === triager.id

const triageDecisions = ({ triager, second }: Cast) =>
  ([true, false] as const).flatMap(concern =>
    [true, false].flatMap(visit => {
      const name = `triage: ${concern ? 'concern' : 'no concern'}, ${visit ? 'visit' : 'no visit'}`
      const command: CommandOf<'record_triage_decision'> = {
        kind: 'record_triage_decision',
        concern,
        visit,
        reason: 't',
        ...(concern || visit ? {} : { adviser: adviser.id }),
      }
      return [
        move(name, triager, command),
        move(`${name} (second person)`, second, c => (secondMatters(c, triager) ? command : undefined)),
      ]
    }),
  )

const referral = (
  c: Case,
  safeToLeave: CommandOf<'complete_visiting_referral'>['safeToLeave'] = 'yes',
): CommandOf<'complete_visiting_referral'> => ({
  kind: 'complete_visiting_referral',
  reason: 'vulnerability',
  address: 't',
  nation: 'england-and-wales',
  safeToLeave,
  ...(c.numbers.length > 0 ? {} : { whyNoNumber: 't' }),
})

/** How a case begins, and what SPOC does with it (VR ¶3 to ¶5). */
export const intakeMoves = (
  cast: Cast,
): Table<
  | 'declare_danger'
  | 'raise_concern'
  | 'add_concern'
  | 'enter_number'
  | 'record_triage_decision'
  | 'complete_visiting_referral'
  | 'link_cases'
> => {
  const { serviceLine, triager } = cast
  return {
    declare_danger: facts({
      name: 'press "Yes, now"',
      by: raiser,
      opens: { kind: 'declare_danger', serviceLine },
      make: () => ({ kind: 'declare_danger', serviceLine }),
      cost: extra,
    }),
    raise_concern: work(
      raise('raise a concern', raiser, { serviceLine }),
      raise('raise a concern with the number', raiser, { serviceLine, number: 'number' }, extra),
      raise('triage raises a concern in danger', triager, { serviceLine, danger: 'yes' }, extra),
      raise('say what the danger is', raiser, { serviceLine, danger: 'yes' }),
    ),
    add_concern: facts(
      ...[raiser, ceastTwo].map(by =>
        move(
          `add a concern (${by.id})`,
          by,
          { kind: 'add_concern' as const, text: 't', harmed: [], kinds: [] },
          extra,
        ),
      ),
    ),
    // One where another stands is refused: it is corrected, with a reason (F9).
    enter_number: work(
      move(
        'enter the number',
        triager,
        c => ({ kind: 'enter_number', number: `number-${c.numbers.length}` }),
        extra,
      ),
    ),
    record_triage_decision: decisions(...triageDecisions(cast)),
    complete_visiting_referral: decisions(
      move(
        'complete the visiting referral',
        triager,
        c => referral(c),
        extraUnless(c => c.referrals.length === 0 || c.furtherVisit !== undefined),
      ),
      move('refer for a visit, not safe to leave a letter', triager, c => referral(c, 'not_sure'), extra),
    ),
    link_cases: work(
      move('link the cases', triager, (_c, { other }) =>
        other ? { kind: 'link_cases', other: other.id, reason: 't' } : undefined,
      ),
    ),
  }
}
