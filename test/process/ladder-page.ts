import { formatShortDate } from '../../src/calendar/dates.ts'
import { formatTime, type Instant, localDateOf } from '../../src/calendar/london.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { endsWithDay, rungAt, rungs } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Notice } from '../../src/case/notices/notice.ts'
import { teamNames } from '../../src/case/people.ts'
import { standards } from '../../src/rules/standards.ts'
import { staff } from '../case/story.ts'
import { rungEvent, type Sample, samples } from './ladder-stories.ts'

/** Why a date is told once and not chased. */
export const onceBecause: Partial<Record<DeadlineKind, string>> = {
  contact_window: "the customer's own days: from their end the second visit is chased",
  email: 'SPOC has the concern from Safehold already: the e-mail is the second way',
  award_end: 'no hold of this case stands on it: it is told, and nobody has to do anything',
}

/** Who is told at a rung and whether it waits for its turn, as the notices themselves say; undefined where there is no such rung. */
export const toldAt = (sample: Sample, rung: number): { at: Instant; notices: Notice[] } | undefined => {
  const at = rungAt(sample.deadline, rung)
  if (at === undefined) return undefined
  return { at, notices: noticesOf(sample.case, [rungEvent(sample, rung, at)], staff, sample.linked) }
}

/** Who it is, by their part and never by a name. */
export const nameOf = ({ to }: Notice): string => {
  if (to === 'other_ceast') return 'other CEAST teams'
  if (to === 'duty') return 'the duty contact'
  if (typeof to === 'string') return teamNames[to]
  if ('person' in to) return 'the person'
  return 'deputyOf' in to ? "the district's deputy ACSSL" : "the district's ACSSLs"
}

const moment = (at: Instant): string => `${formatShortDate(localDateOf(at))} ${formatTime(at)}`

const cell = (sample: Sample, rung: number): string => {
  const told = toldAt(sample, rung)
  if (told === undefined) return '–'
  const waits = told.notices.find(({ notBefore }) => notBefore !== undefined)?.notBefore
  const names = [...new Set(told.notices.map(nameOf))].join(', ')
  return `${moment(told.at)}${waits === undefined ? '' : `, told ${moment(waits)}`}: ${names || 'nobody'}`
}

const afterwards = ({ deadline: { kind, ladder } }: Sample): string => {
  if (ladder === 'once') return `told once: ${onceBecause[kind] ?? 'NO REASON'}`
  return ladder === 'hourly'
    ? 'half an hour apart twice more, then each working morning'
    : 'each working morning'
}

const rowOf = (sample: Sample): string => {
  const { kind, step, knownAt, dueAt, dueOn } = sample.deadline
  const due = endsWithDay(sample.deadline) ? `the end of ${formatShortDate(dueOn)}` : moment(dueAt)
  const cells = [rungs.reminder, rungs.due, rungs.overdue, rungs.leads].map(rung => cell(sample, rung))
  return `| \`${kind}\`: ${step} | ${moment(knownAt)} | ${due} | ${[...cells, afterwards(sample)].join(' | ')} |`
}

/** The page about who is told of each kind of date, and when: made by the ladders and notices themselves. */
export const ladderPage = (): string => `# Who is told of a date, and when

Made by \`npm run rules -- --write\` from the program itself: for each kind of date one case, in November and December 2026, with nobody doing anything about it. Nothing on this page is the guidance's, but the dates of VR ¶7, ¶16 and ¶20: ladders and their times are Safehold defaults.

- Whoever has the step is told first: a person by a direct message, a team in its channel. Once it is overdue a person's step is told in the channel of the team that triages the case, then to the safeguarding leads, and to all of them again each working morning until it is done. No alert can be dismissed.
- What is not urgent is told between ${standards.quietUntil} and ${standards.quietFrom} in London on the working days of whoever has it. A date that ends outside these hours is told in the morning of that day, or of the last working day before it, and counts as met or missed by the date itself. Danger and what is chased by the half-hour is told at any time, and so is what somebody has just recorded, and what an outage kept back.
- What the clock itself does happens at its moment: the customer's five working days end at midnight (VR ¶9), and a question that nobody answered becomes a concern. What happens at night is told in the morning.
- *Remind me* adds one message to one person before a date. It delays, hides and settles nothing.
- After an outage one alert is told for each date, for the highest rung that was reached.

| date | known | due | reminder or opening | due | overdue | the leads | afterwards |
|---|---|---|---|---|---|---|---|
${samples().map(rowOf).join('\n')}
`
