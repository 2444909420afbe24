import { addDays } from '../../src/calendar/dates.ts'
import { morningTeams } from '../../src/case/morning-list.ts'
import { today } from '../support/case-by-hand.ts'
import { nextMorning } from '../support/next-morning.ts'
import { who } from '../support/people.ts'
import type { Place } from './points.ts'
import type { Stage } from './stage.ts'

/** What a worker does, and how it comes to do it. */
export type Job = {
  name: string
  /** Once, before everything else. */
  before?: (stage: Stage) => Promise<void>
  /** Brings along what the job is about, and gives its reference. */
  bring?: (stage: Stage) => Promise<string>
  /** What sets the job off: while the worker is at work, or before it starts. */
  setOff: (stage: Stage, ref: string) => Promise<void>
  /** Whether it has been done, where the rows of deadlines and messages do not say so. */
  isDone?: (stage: Stage) => Promise<boolean>
  /** The worker is not there when it is set off, and the queue is lost: it finds the job by itself when it starts. */
  atStart?: true
  /** The places that are this job's own. Every worker passes others as well, for other jobs. */
  own: RegExp
  /** It knows nothing from earlier messages. */
  fresh?: true
  /** Where the worker before it dies first, so that the job is to find out what became of its message. */
  afterDeathAt?: Place
  /** Whose Slack does not let us read back: a message may be there twice. */
  mayBeTwice?: (destination: string) => boolean
}

const messages = '(before_claim messages|claimed KIND|before_settle KIND sent|settled KIND sent)'
const ofMessages = (kind: string, ...calls: string[]): string =>
  [
    messages.replaceAll('KIND', kind),
    `(before_call|call_taken|call_answered) (conversations\\.info|${calls.join('|')})`,
  ].join('|')
const own = (...patterns: string[]): RegExp => new RegExp(`^(${patterns.join('|')})$`)

const queued = '(before_job|job_done) delivery'
const rung = '(before_read|before_write|committed) pass_deadline|(before_add|added) deliver-message'

const lateVisit = async ({ hand }: Stage, ref: string): Promise<void> => {
  await hand.openFromCase(who.officer, ref, 'record_visit_outcome')
  await hand.done(who.officer, {
    outcome: 'no_answer',
    on: addDays(today(), -20),
    which: 'first',
    letterLeft: 'yes',
  })
}
const referred = async ({ hand }: Stage): Promise<string> => {
  const ref = await hand.raise()
  await hand.triage(ref)
  await hand.refer(ref, { number: null, whyNoNumber: 'Not to hand' })
  return ref
}

export const jobs: readonly Job[] = [
  {
    name: 'posting a headline',
    setOff: async ({ hand }) => {
      await hand.raise()
    },
    own: own(queued, ofMessages('headline', 'chat\\.postMessage')),
  },
  {
    name: 'editing a headline and posting an alert',
    bring: ({ hand }) => hand.raise(),
    setOff: async ({ hand }, ref) => {
      await hand.openFromCase(who.raiser, ref, 'add_concern')
      await hand.done(who.raiser, { text: 'More was said', harmed: ['customer'] })
    },
    own: own(queued, ofMessages('(headline|alert)', 'chat\\.update', 'chat\\.postMessage')),
  },
  {
    name: 'a direct message',
    bring: ({ hand }) => hand.askForAdvice(who.otherRaiser),
    setOff: async ({ hand }, ref) => {
      await hand.openFromCase(who.spoc, ref, 'give_advice')
      await hand.done(who.spoc, { advice: 'Ring back', concern: 'no' })
    },
    fresh: true,
    own: own(ofMessages('alert', 'conversations\\.open', 'chat\\.postMessage')),
    mayBeTwice: destination => destination.startsWith('person:'),
  },
  {
    name: 'finding out what became of a message',
    setOff: async ({ hand }) => {
      await hand.raise()
    },
    afterDeathAt: 'call_taken chat.postMessage',
    own: own(ofMessages('headline', 'conversations\\.history')),
  },
  {
    name: 'a rung of a deadline, rung by the queue',
    bring: referred,
    setOff: lateVisit,
    own: own('(before_job|job_done) deadlines', rung),
  },
  {
    name: 'a rung of a deadline, found by the sweep',
    bring: referred,
    setOff: lateVisit,
    atStart: true,
    own: own(rung, '(before_add|added) fire-deadline'),
  },
  {
    name: 'counting dates anew after another version',
    bring: ({ hand }) => hand.raise(),
    setOff: async ({ record }) => {
      await record.rows(
        `update deadline set due_at = due_at + interval '40 days', due_on = due_on + 40, next_at = next_at + interval '40 days'
         where done_at is null and next_at > clock_now()`,
      )
      await record.rows(`update cases set counted_by = 'another version' where closed_at is null`)
    },
    isDone: async ({ record }) =>
      (await record.rows(`select from cases where counted_by = 'another version'`)).length === 0,
    atStart: true,
    own: own('(before_recount|recounted) other_rules'),
  },
  {
    name: "the morning's lists",
    before: async stage => {
      await stage.hand.raise()
      await stage.rest()
      await nextMorning(stage.record.store, '09:01')
      // Slack's clock goes with the record's: a message is looked for from the time at which it was written.
      stage.workbench.world.clockOffsetMs = await stage.record.store.clockOffset()
      await stage.rest()
    },
    // As on any other morning: the record of lists is the only one that says that they were made up.
    setOff: async ({ record }) => {
      await record.rows('delete from morning_list')
    },
    isDone: async ({ record }) =>
      (await record.rows('select from morning_list')).length === morningTeams.length,
    atStart: true,
    own: own('(before_list|listed) morning', ofMessages('list', 'chat\\.postMessage')),
  },
  {
    name: 'word of many checks',
    before: async ({ hand }) => {
      for (let i = 0; i < 12; i++) await hand.check('QQ 12 34 56 C')
    },
    setOff: async ({ record }) => {
      await record.rows('delete from check_alert')
    },
    isDone: async ({ record }) => (await record.rows('select from check_alert')).length === 1,
    atStart: true,
    own: own('(before_list|listed) checks', messages.replaceAll('KIND', 'list')),
  },
]
