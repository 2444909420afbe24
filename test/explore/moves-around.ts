import type { Case } from '../../src/case/case.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import { notesThatMayBeLeftOut } from '../../src/case/commands/return.ts'
import { emailsToSend } from '../../src/case/left.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import {
  type Attempted,
  type Cast,
  decisions,
  extra,
  extraUnless,
  facts,
  free,
  move,
  otherLine,
  type Table,
  work,
} from './move.ts'
import { people, staff } from './world.ts'

const { raiser, officer, ceastOne, ceastThree, adviser, adviserTwo, lead } = people

type Opener = CommandOf<'ask_for_advice'> | CommandOf<'bring_in_case'>

/** Something that can be the first of a case, or comes to one in which nobody has said a concern yet. */
const opener = <C extends Opener>(name: string, by: Attempted['by'], opens: C): Attempted<C> => ({
  name,
  by,
  opens,
  make: (c: Case) => (c.concerns.length === 0 && !c.advice ? opens : undefined),
  cost: extra,
})

const broughtIn = (
  { serviceLine }: Cast,
  more: Partial<CommandOf<'bring_in_case'>>,
): CommandOf<'bring_in_case'> => ({
  kind: 'bring_in_case',
  serviceLine,
  source: 't',
  text: 't',
  harmed: [],
  kinds: [],
  visits: [],
  noteAlreadyOn: [],
  ...more,
})

const visitBefore = { on: '2026-11-20', outcome: 'no_answer' } as const

/** Questions, cases brought in, hand-overs and what CEAST or SPOC asks around a visit (ME ¶7; F7, F11, F13, D17). */
export const aroundMoves = (
  cast: Cast,
): Table<
  | 'ask_for_advice'
  | 'give_advice'
  | 'bring_in_case'
  | 'hand_over'
  | 'accept_handover'
  | 'assign_adviser'
  | 'withdraw_visiting_referral'
  | 'ask_for_further_visit'
  | 'advise_on_safe_route'
  | 'say_still_concerned'
  | 'answer_remaining_concern'
> => {
  const { serviceLine, triager, taker } = cast
  return {
    ask_for_advice: work(
      opener('ask for advice', raiser, { kind: 'ask_for_advice', serviceLine, text: 't' }),
      opener('ask for advice, not sure of danger', raiser, {
        kind: 'ask_for_advice',
        serviceLine,
        text: 't',
        danger: 'not_sure',
      }),
    ),
    give_advice: decisions(
      ...[true, false].map(concern =>
        move(`give advice: ${concern ? 'concern' : 'no concern'}`, ceastOne, (c: Case) =>
          c.advice ? { kind: 'give_advice' as const, advice: 't', concern } : undefined,
        ),
      ),
    ),
    bring_in_case: work(
      opener(
        'bring in a case with two visits',
        triager,
        broughtIn(cast, {
          address: 't',
          nation: 'england-and-wales',
          visitReason: 'vulnerability',
          visits: [visitBefore, visitBefore],
        }),
      ),
      opener(
        'bring in a case with a note on a system',
        triager,
        broughtIn(cast, { noteAlreadyOn: ['DISC'] }),
      ),
    ),
    hand_over: decisions(
      move('hand over', triager, { kind: 'hand_over', to: otherLine(serviceLine), reason: 't' }, extra),
    ),
    accept_handover: decisions(move('accept the hand-over', taker, { kind: 'accept_handover' })),
    assign_adviser: decisions(
      move(
        'assign another adviser',
        ceastOne,
        c => ({
          kind: 'assign_adviser',
          adviser: c.adviser === adviser.id ? adviserTwo.id : adviser.id,
        }),
        extra,
      ),
    ),
    withdraw_visiting_referral: decisions(
      move(
        'withdraw the visiting referral',
        triager,
        { kind: 'withdraw_visiting_referral', reason: 't' },
        extra,
      ),
    ),
    ask_for_further_visit: work(
      move('ask for a further visit', ceastOne, { kind: 'ask_for_further_visit', reason: 't' }, extra),
    ),
    advise_on_safe_route: decisions(
      move('advise on a safe route', ceastOne, { kind: 'advise_on_safe_route', advice: 't' }),
    ),
    say_still_concerned: work(
      ...[raiser, triager].map(by =>
        move(
          `still concerned (${by === raiser ? 'raiser' : 'triager'})`,
          by,
          { kind: 'say_still_concerned' as const, text: 't' },
          extra,
        ),
      ),
    ),
    answer_remaining_concern: decisions(
      ...[true, false].map(concern =>
        move(`answer the remaining concern: ${concern ? 'concern' : 'no concern'}`, ceastThree, {
          kind: 'answer_remaining_concern' as const,
          concern,
          reason: 't',
        }),
      ),
    ),
  }
}

/** What is put on the record beside the case (ME ¶3, ¶5, ¶6, ¶9, ¶14; F2, F15, F17, D14). */
export const paperMoves = ({
  triager,
}: Cast): Table<
  | 'acknowledge_concern'
  | 'record_manager_discussion'
  | 'record_six_point_plan'
  | 'record_award_status'
  | 'decide_on_restoration'
  | 'confirm_email_sent'
  | 'restrict_case'
  | 'lift_restriction'
  | 'mark_note_not_needed'
  | 'log_disclosure'
  | 'record_learning'
  | 'complete_learning'
  | 'ask_for_reminder'
> => ({
  acknowledge_concern: work(move('acknowledge', lead, { kind: 'acknowledge_concern' }, extra)),
  record_manager_discussion: facts(
    ...[true, false].map(actedFirst =>
      move(
        `manager discussion${actedFirst ? ': acted first' : ''}`,
        officer,
        (c: Case, { day }): CommandOf<'record_manager_discussion'> | undefined =>
          actedFirst || c.plans.length + c.discussions.length > 0
            ? { kind: 'record_manager_discussion', on: day.today, actedFirst, text: 't' }
            : undefined,
        actedFirst ? extra : free,
      ),
    ),
  ),
  record_six_point_plan: facts(
    move(
      'record a Six Point Plan',
      officer,
      (_c, { day }) => ({ kind: 'record_six_point_plan', on: day.today, time: '09:00', text: 't' }),
      extra,
    ),
  ),
  record_award_status: facts<CommandOf<'record_award_status'>>(
    move('award: stopped', ceastOne, { kind: 'record_award_status', status: 'stopped' }, extra),
    move(
      'award: in payment to a date',
      ceastOne,
      { kind: 'record_award_status', status: 'in_payment', endsOn: '2027-01-29' },
      extra,
    ),
  ),
  decide_on_restoration: decisions(
    ...[true, false].map(asked =>
      move(
        `restoration: ${asked ? 'asked for' : 'not asked for'}`,
        ceastOne,
        (c: Case) => (c.award ? { kind: 'decide_on_restoration' as const, asked, reason: 't' } : undefined),
        extraUnless(() => asked),
      ),
    ),
  ),
  confirm_email_sent: work(
    ...[raiser, triager, adviser, adviserTwo].map((by, i) =>
      move(
        `the e-mail was sent (${i === 1 ? 'triager' : by.id})`,
        by,
        (c: Case) =>
          c.emails.some(email => email.by === by.id) || (i === 1 && emailsToSend(c, by).length > 0)
            ? { kind: 'confirm_email_sent' as const }
            : undefined,
        extra,
      ),
    ),
  ),
  restrict_case: work<CommandOf<'restrict_case'>>(
    move('restrict: a child', ceastOne, { kind: 'restrict_case', why: 'child', reason: 't' }, extra),
    move(
      'restrict: a colleague',
      ceastOne,
      { kind: 'restrict_case', why: 'colleague', colleague: 'colleague', others: ['another'], reason: 't' },
      extra,
    ),
  ),
  lift_restriction: work(
    move('lift the restriction', ceastOne, c =>
      c.restriction ? { kind: 'lift_restriction', reason: 't', notTheCustomer: true } : undefined,
    ),
  ),
  mark_note_not_needed: work(
    move(
      'a note is not needed',
      triager,
      c => {
        // By kind, because the order in which they were wanted is not told apart.
        const [note] = notesThatMayBeLeftOut(c).toSorted((one, other) => (one.kind < other.kind ? -1 : 1))
        return note && { kind: 'mark_note_not_needed', id: note.id, reason: 't' }
      },
      extra,
    ),
  ),
  log_disclosure: facts(
    move(
      'log a disclosure',
      officer,
      (_c, { day }) => ({
        kind: 'log_disclosure',
        authority: 'police',
        channel: 'phone',
        on: day.today,
        items: ['name'],
        consent: 'given',
        contact: 't',
        purpose: 't',
        goodFaith: 't',
      }),
      extra,
    ),
  ),
  record_learning: work(
    move(
      'record learning',
      people.acssl,
      (_c, { day }) => ({
        kind: 'record_learning',
        source: 'staff',
        theme: 'visits',
        rootCause: 't',
        recommendation: 't',
        owner: people.acssl.id,
        dueOn: day.ahead,
      }),
      extraUnless(c => c.learningWanted !== undefined),
    ),
  ),
  complete_learning: work(
    move('complete the learning', people.acssl, c => {
      const item = c.learning.find(one => one.doneSeq === undefined)
      return item && { kind: 'complete_learning', n: item.n, note: 't' }
    }),
  ),
  ask_for_reminder: work(
    move(
      'ask to be reminded of the next date',
      officer,
      (c: Case, { core }): CommandOf<'ask_for_reminder'> | undefined => {
        const [date] = core.deadlinesOf(c, staff)
        return (
          date && {
            kind: 'ask_for_reminder',
            deadline: deadlineKey(date),
            dueAt: date.dueAt,
            when: 'in_an_hour',
          }
        )
      },
      extra,
    ),
  ),
})
