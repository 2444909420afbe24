import type { Case } from '../../src/case/case.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import { type Cast, decisions, extra, extraUnless, facts, move, type Table, work } from './move.ts'
import { people } from './world.ts'

const { officer, ceastOne, acssl, adviser } = people

const attempts = [
  ['customer', 'no_answer', true],
  ['customer', 'spoke', false],
  ['customer', 'not_attempted_unsafe', false],
  ['social_services', 'spoke', false],
] as const

/** What was done before CEAST's present round, or before the last release, does not count for a confirmed concern. */
const isDone = (c: Case, entries: readonly { seq: number }[]) =>
  entries.some(({ seq }) => seq > Math.max(c.roundSeq ?? 0, c.lastRelease?.seq ?? 0))

/** Without it a confirmed concern could not go on (VR ¶20, ¶21). */
const isNeeded = (c: Case, entries: readonly { seq: number }[]) =>
  c.status === 'concern_confirmed' && !isDone(c, entries)

/** An ACSSL referral that VR ¶21 demands costs nothing: without it the case could not go on. */
const isDemanded = (c: Case) => c.support?.needed === true && !isDone(c, c.acssl)

const openAcssl = (c: Case) => c.acssl.find(referral => referral.closedSeq === undefined)?.n ?? 1

const deaths = (triager: Cast['triager']) =>
  [true, false].map(confirmed =>
    move(
      `a death is ${confirmed ? 'confirmed' : 'reported'}`,
      triager,
      { kind: 'record_death' as const, reportedBy: 't', confirmed },
      extra,
    ),
  )

/** Reaching the customer, the ACSSL, interim advice, 999 and a death (VR ¶20, ¶21; F1, F10). */
export const stepMoves = ({
  triager,
}: Cast): Table<
  | 'log_contact_attempt'
  | 'record_support_decision'
  | 'refer_to_acssl'
  | 'accept_acssl_referral'
  | 'record_acssl_review'
  | 'put_on_hold'
  | 'ask_for_interim_advice'
  | 'give_interim_advice'
  | 'record_emergency_outcome'
  | 'record_death'
  | 'withdraw_death'
  | 'confirm_death_steps'
> => ({
  log_contact_attempt: work(
    ...attempts.map(([route, found, textSent]) =>
      move(
        `attempt: ${route}, ${found}`,
        ceastOne,
        (_c, { day }): CommandOf<'log_contact_attempt'> => ({
          kind: 'log_contact_attempt',
          on: day.today,
          route,
          outcome: found,
          text: 't',
          textSent,
        }),
        extraUnless(c => found === 'spoke' && isNeeded(c, c.attempts)),
      ),
    ),
  ),
  record_support_decision: decisions(
    ...[true, false].map(needed =>
      move(
        `further support: ${needed ? 'needed' : 'not needed'}`,
        ceastOne,
        { kind: 'record_support_decision' as const, needed, reason: 't' },
        extraUnless(c => !needed && isNeeded(c, c.support ? [c.support] : [])),
      ),
    ),
  ),
  refer_to_acssl: work(
    move(
      'refer to ACSSL',
      ceastOne,
      (_c, { day }) => ({ kind: 'refer_to_acssl', district: 'd', need: 't', reviewOn: day.ahead }),
      extraUnless(isDemanded),
    ),
    move(
      'refer to ACSSL because CEAST cannot be reached',
      officer,
      (_c, { day }) => ({
        kind: 'refer_to_acssl',
        district: 'd',
        need: 't',
        reviewOn: day.ahead,
        breakGlass: 't',
      }),
      extraUnless(isDemanded),
    ),
  ),
  accept_acssl_referral: work(
    move('accept the referral', acssl, c => ({ kind: 'accept_acssl_referral', n: openAcssl(c) })),
  ),
  record_acssl_review: work(
    move('last ACSSL review', acssl, c => ({ kind: 'record_acssl_review', n: openAcssl(c), what: 't' })),
  ),
  put_on_hold: facts(move('put on hold', ceastOne, { kind: 'put_on_hold', reason: 't' }, extra)),
  ask_for_interim_advice: work(
    ...[adviser, triager].map(by =>
      move(
        `ask for interim advice (${by.id})`,
        by,
        { kind: 'ask_for_interim_advice' as const, question: 't' },
        extra,
      ),
    ),
  ),
  give_interim_advice: work(
    move('give interim advice', ceastOne, c => ({
      kind: 'give_interim_advice',
      of: c.questions.find(question => question.answer === undefined)?.seq ?? 0,
      advice: 't',
    })),
  ),
  record_emergency_outcome: facts(
    move('say what came of 999', triager, { kind: 'record_emergency_outcome', what: 't' }, extra),
  ),
  record_death: facts(...deaths(triager)),
  withdraw_death: work(move('withdraw the death', ceastOne, { kind: 'withdraw_death', reason: 't' }, extra)),
  confirm_death_steps: work(
    move('confirm the steps after the death', ceastOne, { kind: 'confirm_death_steps', note: 't' }, extra),
  ),
})
