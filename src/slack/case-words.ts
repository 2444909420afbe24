import { holdReasonRules, holdRule } from '../case/hold-words.ts'
import type { StaffDays } from '../case/staff-days.ts'
import { formatDate } from '../calendar/dates.ts'
import { formatInstant, type Instant, localDateOf } from '../calendar/london.ts'
import { type Case, type Concern, type Hold, standing, type SystemNote } from '../case/case.ts'
import { contactByOf, startOfWindow } from '../case/contact-window.ts'
import type { Owner } from '../case/deadline.ts'
import { headlineOf } from '../case/headline.ts'
import { holdOf, openHoldsOf } from '../case/hold.ts'
import { asIfLeft } from '../case/left.ts'
import { teamNames } from '../case/people.ts'
import { ruleOn } from '../case/cited.ts'
import { serviceLine } from '../case/service-lines.ts'
import { reminderTimes } from '../case/reminders.ts'
import { nextDeadlineOf, ownerOf } from '../case/steps.ts'
import { unknownDateWords } from '../case/unknown-date.ts'
import { holdCovers, recoveryLine, youMay } from './award-words.ts'
import { deathWords } from './death-words.ts'
import { caseValue, doButton } from './headline-message.ts'
import type { Passage, Press } from './passage.ts'
import { personWords } from './person-words.ts'
import { whyDate, whyRule } from './why-button.ts'
import {
  concernKindWords,
  harmedWords,
  holdReasonWords,
  letterWords,
  noteKindWords,
  visitOutcomeWords,
  withWhomWords,
} from './words.ts'

/** What is needed to say how a case stands. */
export type Standing = { case: Case; linked: readonly Case[]; now: Instant; staff: StaffDays }

/** The hold or caution in words first, then whose the case is and what is next with its date. */
export const standingWords = ({ case: c, linked, now, staff }: Standing): Passage[] => {
  const headline = headlineOf(c, linked, 'ceast', now, staff)
  return [
    { strong: headline.first },
    ...deathWords(c, linked),
    { say: headline.second },
    ...holdWords(c),
    ...(headline.level === 'caution' && c.status !== 'returning'
      ? [{ note: 'Check before any decision on this award. Safehold caution, not DWP guidance' }]
      : []),
    ...nextWords({ case: c, linked, now, staff }),
  ]
}

const holdWords = (c: Case): Passage[] => {
  const holds = openHoldsOf(c)
  if (holds.length === 0) return []
  return [
    ...holds.map(hold => holdPassage(c, hold)),
    holdCovers,
    { note: `${youMay} Safehold cannot block a system: it records and shows the hold.` },
    recoveryLine,
  ]
}

/** One hold with its reason, its day and its rule. */
export const holdLine = (c: Case, hold: Hold): string => {
  const rule = serviceLine(c.serviceLine).holdCitesGuidance
    ? holdReasonRules[hold.reason]
    : 'Safehold default for this service line, not DWP guidance'
  return `On hold ${sinceWords(hold)}: ${holdReasonWords[hold.reason]} (${rule})`
}

/** One hold with its "Why?". `words` is its line, where something stands before it. */
export const holdPassage = (c: Case, hold: Hold, words = holdLine(c, hold)): Passage => ({
  say: words,
  button: whyRule(holdRule(serviceLine(c.serviceLine), holdReasonRules[hold.reason])),
})

/** "since 3 June 2026, recorded 8 July 2026": a hold begins with the facts, whenever they were entered (F11). */
export const sinceWords = ({ since, recordedAt }: Pick<Hold, 'since' | 'recordedAt'>): string => {
  const recordedOn = localDateOf(recordedAt)
  return `since ${formatDate(since)}${recordedOn === since ? '' : `, recorded ${formatDate(recordedOn)}`}`
}

const nextWords = ({ case: c, linked, now, staff }: Standing): Passage[] => {
  const owner = ownerOf(asIfLeft(c, linked), now)
  const next = nextDeadlineOf(c, staff, linked)
  const whose = owner === null ? 'Nobody has this case: it is closed.' : `With ${ownerWords(owner)}.`
  if (!next) return [{ say: `${whose} Nothing is due.` }]
  const verb = next.dueAt < now ? 'Overdue since' : 'By'
  const theirs = owner !== null && ownerWords(owner) === ownerWords(next.owner)
  const step = theirs ? next.step : `${next.step}, with ${ownerWords(next.owner)}`
  const unknown = unknownDateWords(next)
  return [
    {
      say: `${whose} Next: ${step}. ${verb} ${formatInstant(next.dueAt)} (${next.basis})${unknown === null ? '' : `. ${unknown}`}`,
    },
    {
      buttons: [
        howDateButton(c),
        whyDate(next),
        // While there is a time before it.
        ...(reminderTimes(next, now).length === 0 ? [] : [remindButton(c)]),
      ],
    },
  ]
}

/** "Remind me" of a date of the case. */
export const remindButton = (c: Case): Press => doButton('ask_for_reminder', caseValue(c), c.ref)

const howDateButton = (c: Case): Press => ({
  label: 'How was this date worked out?',
  action: 'how_date',
  value: caseValue(c),
  says: `How was this date worked out? ${c.ref}`,
})

/** The team's name, or the person. */
export const ownerWords = (owner: Owner): string =>
  'team' in owner ? teamNames[owner.team] : personWords(owner.person)

/** Who could be harmed, and what kind of concern it is, as ticked. */
export const concernWords = ({ harmed, kinds }: Pick<Concern, 'harmed' | 'kinds'>): string => {
  const who = `Who could be harmed: ${harmed.length === 0 ? 'not asked' : harmed.map(one => harmedWords[one]).join('; ')}`
  return kinds.length === 0 ? who : `${who}. Kind: ${kinds.map(kind => concernKindWords[kind]).join('; ')}`
}

/** Who has what part in the case. */
export const peopleWords = (c: Case): string => {
  const officer = c.referrals.at(-1)?.officer
  const parts: [string, string | undefined][] = [
    ['Raised by', c.raiser],
    ['Adviser', c.adviser],
    ['Visiting Officer', officer],
    ['CEAST lead', c.lead],
    [`Line manager of the raiser${c.doNotTell === undefined ? '' : ', NOT to be told'}`, c.lineManager],
  ]
  return parts
    .filter(([, who]) => who !== undefined)
    .map(([label, who]) => `${label}: ${personWords(who ?? '')}`)
    .join('\n')
}

/** The visits that stand with their letters, the date for the contact, and what CEAST asked for besides. */
export const visitWords = (c: Case): Passage[] => {
  const window = startOfWindow(c)
  const lines = standing(c.visits).map(
    ({ on, outcome, letter, by }) =>
      `${formatDate(on)}: ${visitOutcomeWords[outcome]}${letterWords(letter)} (${personWords(by)})`,
  )
  return [
    ...listed('Visits', lines),
    ...(window
      ? [
          {
            say: `Contact by ${formatDate(contactByOf(c, window))} (VR ¶7)`,
            button: whyDate({
              kind: 'contact_window',
              step: 'contact with CEAST',
              basis: ruleOn(c, 'VR ¶7'),
            }),
          },
        ]
      : []),
    ...(c.furtherVisit
      ? [{ say: `CEAST asks for a further visit, since ${formatInstant(c.furtherVisit.at)}` }]
      : []),
  ]
}

/** The visits that stand, the contacts that stand and the notes, a line each, and what there is none of. */
export const recordWords = (c: Case): Passage[] => {
  const contacts = standing(c.contacts).map(
    contact =>
      `${formatDate(contact.on)}: ${withWhomWords[contact.withWhom]} (${personWords(contact.by)})${
        contact.secondVisit === undefined
          ? ''
          : `. Second visit ${contact.secondVisit === 'needed' ? 'needed' : 'not needed'}`
      }`,
  )
  const notes = c.notes.map(note => `${note.system}, ${noteKindWords[note.kind]}: ${noteStateWords(note)}`)
  const none = [
    ...(standing(c.visits).length === 0 ? ['visits'] : []),
    ...(contacts.length === 0 ? ['contact with the customer'] : []),
    ...(notes.length === 0 ? ['system notes'] : []),
  ]
  return [
    ...visitWords(c),
    ...listed('Contact with the customer', contacts),
    ...listed('System notes', notes),
    ...(none.length === 0 ? [] : [{ note: `Not recorded so far: ${none.join(', ')}` }]),
  ]
}

const noteStateWords = ({ confirmed, notNeeded }: SystemNote): string => {
  if (confirmed) return `confirmed by ${personWords(confirmed.by)}, ${formatInstant(confirmed.at)}`
  return notNeeded ? `not needed there (${personWords(notNeeded.by)})` : 'NOT YET'
}

/** Linked cases by reference and status only (F5). */
export const linkedWords = ({ case: c, linked, now, staff }: Standing): Passage[] =>
  listed(
    'Linked cases of the same customer',
    linked.map(other => {
      const held = holdOf(other).level === 'hold' ? 'ON HOLD' : 'no hold of its own'
      const beside = [c, ...linked.filter(({ id }) => id !== other.id)]
      const { second } = headlineOf(asIfLeft(other, beside), [], 'ceast', now, staff)
      return `${second} · ${held}`
    }),
  )

/**
 * A heading with its lines as a list, in sections that each stay within the limit; nothing when there are none. `why` is
 * for the dates in it.
 */
export const listed = (heading: string, lines: readonly string[], why?: Press): Passage[] => {
  if (lines.length === 0) return []
  const sections: string[] = []
  for (const line of lines.map(words => `• ${words}`)) {
    const last = sections.at(-1)
    if (last !== undefined && last.length + line.length < 500)
      sections[sections.length - 1] = `${last}\n${line}`
    else sections.push(line)
  }
  return [
    { strong: heading },
    ...sections.map((say, i): Passage => (i === 0 && why ? { say, button: why } : { say })),
  ]
}
