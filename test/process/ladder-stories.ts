import type { Instant } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { type Deadline, type DeadlineKind, deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { evolve } from '../../src/case/evolve.ts'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { asked, lead, remaining } from '../case/beside-stories.ts'
import {
  attempt,
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  referral,
  releaseRequested,
  review,
  staff,
  Story,
  triageVisit,
  visit,
} from '../case/story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser, acssl } = people
const raised = (more = {}) => new Story().does(raiser, raise({ lineManager: 'U_MANAGER', ...more }))
const referred = () => raised().does(spoc, triageVisit).does(spoc, referral())
const assigned = () =>
  raised().does(spoc, {
    kind: 'record_triage_decision',
    concern: false,
    visit: false,
    reason: 't',
    adviser: adviser.id,
  })
const returned = () => {
  const released = releaseRequested()
  released.does(ceastTwo, confirm(released.c))
  released.does(spoc, confirmNotes(released.c))
  return released.does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
}
const linkedTo = (story: Story, other: Case): Story => {
  story.linked = [other]
  return story
}
const named = (id: string) => new Story(undefined, id).does(raiser, raise())

/** Stories that come, between them, to every kind of date. */
const stories: readonly (() => Story)[] = [
  () => new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' }),
  () => raised(),
  () => raised({ danger: 'yes' }),
  () => new Story().does(spoc, raise({ danger: 'yes' })).does(spoc, triageVisit),
  () => referred(),
  () => referred().does(officer, { kind: 'plan_visit', on: '2026-11-27' }),
  () => referred().at('2026-12-01T10:00:00.000Z').does(officer, { kind: 'plan_visit', on: '2026-12-23' }),
  () => referred().does(officer, visit('2026-11-23')),
  () =>
    referred().does(officer, visit('2026-11-23')).at('2026-11-24T10:00:00.000Z').does(ceastOne, {
      kind: 'record_customer_contact',
      on: '2026-11-24',
      withWhom: 'customer',
      conversation: 't',
    }),
  () =>
    new Story()
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, referral({ safeToLeave: 'not_sure' })),
  () => heldCase().does(raiser, { kind: 'add_concern', text: 't', harmed: ['customer'], kinds: [] }),
  () =>
    heldCase().does(ceastOne, review(true)).does(ceastOne, {
      kind: 'agree_action',
      text: 't',
      owner: adviser.id,
      dueOn: '2026-12-11',
    }),
  () => heldCase().does(ceastOne, attempt({ time: '14:50', textSent: true })),
  () =>
    heldCase().does(ceastOne, {
      kind: 'refer_to_acssl',
      district: 'North West',
      need: 't',
      reviewOn: '2026-12-09',
    }),
  () => heldCase().does(spoc, { kind: 'ask_for_interim_advice', question: 't' }),
  () => heldCase().does(ceastOne, { kind: 'record_death', reportedBy: 't', confirmed: true }),
  () =>
    raised()
      .does(officer, visit('2026-11-23', 'unsafe_area'))
      .does(ceastOne, { kind: 'ask_for_further_visit', reason: 't' }),
  () => heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome()),
  () => raised().does(officer, visit('2026-11-23', 'unsafe_area')),
  () => releaseRequested(),
  () => raised().does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' }),
  () => releaseRequested().does(ceastTwo, confirm(releaseRequested().c)),
  () => returned(),
  () => assigned(),
  () => assigned().does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false }),
  () => asked(),
  () => remaining(),
  () => raised().does(spoc, { kind: 'record_six_point_plan', on: '2026-11-23', time: '09:00', text: 't' }),
  () => raised().does(spoc, { kind: 'record_award_status', status: 'in_payment', endsOn: '2027-01-29' }),
  () => heldCase().does(spoc, { kind: 'record_award_status', status: 'stopped' }),
  () => heldCase().does(spoc, { kind: 'record_award_status', status: 'in_payment', endsOn: '2027-01-29' }),
  () => raised().does(spoc, { kind: 'hand_over', to: 'universal_credit', reason: 't' }),
  () =>
    raised().does(acssl, {
      kind: 'record_learning',
      source: 'staff',
      theme: 'visits',
      rootCause: 't',
      recommendation: 't',
      owner: lead.id,
      dueOn: '2026-12-18',
    }),
  () =>
    returned()
      .does(adviser, { kind: 'open_advice' })
      .does(adviser, { kind: 'record_award_decision', decision: 'award', reason: 't', ourService: 'yes' }),
  () =>
    linkedTo(
      named('case-2').does(spoc, triageVisit),
      named('case-3').does(spoc, triageVisit).does(spoc, referral()).c,
    ),
  () =>
    linkedTo(
      named('case-2').does(spoc, triageVisit).does(spoc, referral()),
      named('case-3').does(ceastOne, { kind: 'record_death', reportedBy: 't', confirmed: true }).c,
    ),
]

/** One date of a kind, on a case and among its customer's others. */
export type Sample = { deadline: Deadline; case: Case; linked: readonly Case[] }

/** A date of every kind that there is, and of each ladder that the kind may have, in the order of the table of kinds. */
export const samples = (): Sample[] => {
  const found = new Map<string, Sample>()
  for (const story of stories) {
    const { events, linked } = story()
    let c: Case | null = null
    for (const event of events) {
      c = evolve(c, event)
      for (const deadline of deadlinesOf(c, staff, linked)) {
        // Known late it would begin in the middle.
        if (deadline.dueAt < deadline.knownAt) continue
        const name = `${deadline.kind} ${deadline.ladder}`
        if (!found.has(name)) found.set(name, { deadline, case: c, linked })
      }
    }
  }
  // The keys of the table over every kind, whose type Object.keys forgets.
  const kinds = Object.keys(actionFor) as DeadlineKind[]
  return kinds.flatMap(kind => [...found.values()].filter(({ deadline }) => deadline.kind === kind))
}

/** The event of a rung that is told at its moment. */
export const rungEvent = ({ deadline, case: c }: Sample, rung: number, at: Instant) => ({
  kind: 'deadline_passed' as const,
  deadline: deadlineKey(deadline),
  rung,
  dueAt: deadline.dueAt,
  late: false,
  seq: c.seq + 1,
  at,
  actor: 'safehold',
})
