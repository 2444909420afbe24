import {
  type Case,
  type Hold,
  isWaiting,
  type NoteKind,
  openReferralOf,
  standing,
} from '../../src/case/case.ts'
import { restorationWaits } from '../../src/case/commands/award.ts'
import { notesThatMayBeLeftOut } from '../../src/case/commands/return.ts'
import { byDateOf } from '../../src/case/deadlines/visits.ts'
import { isUnderLegalHold } from '../../src/case/retention.ts'
import { hasLeft } from '../../src/case/left.ts'
import { attemptsBehind, entriesToTakeBack } from '../../src/case/taking-back.ts'
import { latestNotes } from './latest-notes.ts'
import { linkedTo, staff, type World } from './world.ts'

/**
 * What is left of a world when everything is dropped on which no later answer can turn: ids, texts, sequence numbers and
 * instants. Kept are the order and date of visits and contacts, which entry each hold rests on, whether the review saw
 * the latest of each kind of news, who did what where a guard asks who, and whether a request still stands. That nothing
 * is dropped which matters is itself checked: see `alike.ts`.
 */
export const describeWorld = (world: World): string => {
  const parts = world.cases.map((c, index) => (c ? describeCase(c, world, index) : '-'))
  // Two cases are alike when they change places.
  return `${world.day}${world.linked ? 'L' : ''}|${parts.sort().join('|')}`
}

const describeCase = (c: Case, world: World, index: number): string => {
  const ceast = withCeast.has(c.status)
  const at = { world, index, names: namesOf(c, world, index), ceast, back: isBack(c) }
  return kept.map(part => part(c, at)).join(';')
}

type Seen = { world: World; index: number; names: Map<string, string>; ceast: boolean; back: boolean }
type Part = (c: Case, seen: Seen) => string

/** A new round with CEAST begins with its own lead, review, marker, support decision and outcome. */
const withCeast = new Set<Case['status']>(['ceast_review', 'concern_confirmed', 'returning'])

/** With CEAST, or returned: such a case can come back to the same round of CEAST (F9). */
const isBack = (c: Case): boolean =>
  withCeast.has(c.status) ||
  (c.returnedSeq !== undefined && (c.status === 'decision' || c.status === 'closed'))

/** Those whom a guard may turn away for what they did earlier. Nobody else's name matters. */
const askedFor = new Set(['spoc', 'spoc-two', 'ceast-one', 'ceast-two', 'ceast-three'])

/** The four parts of VR ¶15. */
const all = 4

const flag = (value: unknown): string =>
  value === undefined || value === false || value === null ? '0' : '1'

/** What CEAST did for a confirmed concern counts for one round, and up to a release. */
const roundOf = (c: Case): number => Math.max(c.roundSeq ?? 0, c.lastRelease?.seq ?? 0)

/** Each field of the case: what of it a later answer can turn on, or null when none can. */
const parts: { [K in keyof Required<Case>]: Part | null } = {
  id: null,
  ref: null,
  serviceLine: c => c.serviceLine.slice(0, 2),
  rulesVersion: null,
  // Moves dates, and nothing that a guard asks.
  calendars: null,
  holidays: null,
  status: c => c.status,
  // Instants move deadlines; that a ladder changes nothing else is a theorem of its own.
  since: null,
  // Only compared with that of a form.
  substance: null,
  lastChange: null,
  seq: null,
  openedAt: null,
  raiser: c =>
    unique([c.raiser, ...c.concerns.map(({ by }) => by)].filter(by => askedFor.has(by)))
      .sort()
      .join('+'),
  danger: c => flag(c.danger) + flag(c.danger?.described),
  concerns: c => flag(c.concerns.length > 0),
  triageOpenSince: c => flag(c.triageOpenSince),
  name: null,
  numbers: c => c.numbers.map(entry => flag(entry.current) + (askedFor.has(entry.by) ? entry.by : '')).join(),
  whyNoNumber: null,
  // Only which authorities are suggested.
  area: null,
  safeToLeave: null,
  lineManager: null,
  source: null,
  // No move sets it.
  doNotTell: null,
  managerNotice: c => flag(c.managerNotice) + flag(c.managerNotice?.acknowledgedBy),
  // Whether a look back with a line manager is owed; a discussion is tried once there is something to discuss.
  discussions: c => {
    const spoken = c.discussions.filter(one => !one.actedFirst).at(-1)?.seq ?? 0
    const acted = [...c.plans, ...c.discussions.filter(one => one.actedFirst)]
    return flag(acted.some(one => one.seq > spoken)) + flag(c.discussions.length + c.plans.length > 0)
  },
  plans: null,
  advice: c => flag(c.advice) + flag(c.advice?.answeredSeq),
  existing: c =>
    c.existing ? flag(c.notes.some(note => note.kind === 'hold')) + c.existing.noteAlreadyOn.join() : '',
  award: c => (c.award ? c.award.status + flag(c.award.endsOn) : ''),
  restoration: c => (c.award ? flag(restorationWaits(c)) + flag(c.restoration?.asked) : ''),
  handover: c => c.handover?.to ?? '',
  // Only who goes on seeing the headline.
  earlierLines: null,
  emails: c =>
    unique(c.emails.map(email => email.by + flag(email.sentAt)))
      .sort()
      .join(),
  remaining: c => flag(c.remaining),
  safeRoute: c => flag(c.safeRoute) + flag(c.safeRoute?.advice),
  restriction: c => flag(c.restriction),
  customerIs: c => c.customerIs ?? '',
  keptOut: c => c.keptOut?.join() ?? '',
  // Counts for the dates of linked cases only.
  outSince: null,
  furtherVisit: c => c.furtherVisit?.at.slice(5, 10) ?? '',
  diedAt: c => (c.death && c.diedAt ? flag(withCeast.has(c.diedAt)) : ''),
  triageAfterDeath: c => flag(c.triageAfterDeath),
  disclosures: c => flag(c.disclosures.length > 0),
  learning: c =>
    unique(c.learning.map(item => flag(item.doneSeq)))
      .sort()
      .join(),
  learningWanted: c => flag(c.learningWanted),
  triage: c =>
    c.triage
      ? flag(c.status === 'with_adviser' && c.triage.concern) +
        flag(c.triage.visit) +
        flag(c.triage.selfTriage) +
        (c.triage.selfTriage ? c.triage.by : '')
      : '',
  adviser: c => c.adviser ?? '',
  referrals: c =>
    c.referrals
      .map(referral => flag(referral.open) + flag(referral.withdrawn) + (referral.plannedOn ?? ''))
      .join() + flag(isPlannedLate(c)),
  // "No answer" and "refused" are one, because both are ineffective (VR ¶6, D15).
  visits: c =>
    c.visits
      .map(
        visit =>
          `${visit.referral}${visit.on.slice(5)}${visit.outcome === 'refused' ? 'no' : visit.outcome.slice(0, 2)}${flag(visit.firstMissing)}${flag(visit.correctedBy)}`,
      )
      .join(),
  contacts: c =>
    c.contacts
      .map(
        contact =>
          `${contact.on.slice(5)}${contact.withWhom.slice(0, 1)}${contact.secondVisit ?? ''}${flag(contact.concernRemains)}${flag(contact.correctedBy)}${isOverruled(c, contact)}`,
      )
      .join(),
  lead: (c, { back }) => (back ? (c.lead ?? '') : ''),
  // Moves a date.
  leadLeftAt: null,
  // Known from the status and the round.
  ceastSince: null,
  review: (c, { back }) => (back ? reviewOf(c) : ''),
  // Wherever the case is, the decision can be taken back (F9).
  marker: c => flag(c.marker),
  outcome: (c, { back }) => (back || c.status === 'decision' ? (c.outcome?.outcome ?? '') : flag(c.outcome)),
  conference: c =>
    c.conference
      ? [
          c.conference.requiredAt.slice(5, 10),
          c.ceastSince?.slice(5, 10),
          c.conference.heldSeq === undefined ? 'open' : c.conference.notHeld ? 'ended' : 'held',
        ].join('')
      : '',
  actions: c =>
    c.actions
      .map(action => flag(action.doneSeq))
      .sort()
      .join(''),
  attempts: c =>
    standing(c.attempts)
      .map(({ seq, route, textSent }) => flag(seq > roundOf(c)) + flag(route === 'customer') + flag(textSent))
      .join(),
  support: (c, { back }) =>
    back && c.support ? flag(c.support.needed) + flag(c.support.seq > roundOf(c)) : '',
  acssl: c =>
    c.acssl
      .map(one => flag(one.acceptedBy) + flag(one.closedSeq) + flag(one.seq > roundOf(c)))
      .sort()
      .join(),
  questions: c =>
    c.questions
      .map(question => flag(question.answer))
      .sort()
      .join(''),
  death: c => (c.death ? flag(c.death.confirmed) + flag(c.death.stepsDone) : ''),
  // Each has its hold.
  holdRequests: null,
  holds: (c, { names }) => holdsOf(c, names),
  release: (c, { world, index }) =>
    c.release
      ? `${c.release.ground}${namedHolds(c)}${c.release.linkedThen === linkedNow(world, index) ? '' : 'stale'}`
      : '',
  // These three: part of the review and of the round above.
  linkedSeq: null,
  roundSeq: null,
  newsSeq: null,
  lastRelease: c => flag(c.lastRelease),
  notes: c =>
    waiting(c, 'hold') +
    waiting(c, 'contact') +
    waiting(c, 'closing') +
    flag(entriesToTakeBack(c).length > 0),
  // Taken back, they change nothing that the next command asks for.
  past: null,
  returnedSeq: c => flag(c.returnedSeq),
  adviceOpenedBy: c => c.adviceOpenedBy.join(),
  left: c => (c.left ? returnedOf(c) : ''),
  // Told to one person: no other answer turns on it.
  reminders: null,
  legalHold: c => flag(isUnderLegalHold(c)),
  erased: c => flag(c.erased),
  // A theorem says that a rung changes nothing else.
  rungs: null,
}

/** Which of the steps that people have by name are the team's since they left. */
const returnedOf = (c: Case): string =>
  [
    ...unique(c.actions.filter(isOpen).map(one => flag(hasLeft(c, one.owner, one.agreedAt)))),
    ...unique(c.learning.filter(isOpen).map(one => flag(hasLeft(c, one.owner, one.at)))),
    ...unique(
      c.emails
        .filter(({ sentAt }) => sentAt === undefined)
        .map(({ by, at }) => by + flag(hasLeft(c, by, at))),
    ),
  ]
    .sort()
    .join()

const isOpen = ({ doneSeq }: { doneSeq?: number }): boolean => doneSeq === undefined

/** Past the by-date of the visit, which is counted from instants that are dropped. */
const isPlannedLate = (c: Case): boolean => {
  const [planned, by] = [openReferralOf(c)?.plannedOn, byDateOf(c, staff)]
  return planned !== undefined && by !== undefined && planned > by
}

const kept: readonly Part[] = Object.values(parts).filter(part => part !== null)

/** Whether SPOC has decided on a visit since the contact that was to make it needless. */
const isOverruled = ({ triage }: Case, { secondVisit, seq }: Case['contacts'][number]): string =>
  secondVisit === 'not_needed' && triage?.visit === true && triage.seq > seq ? 'o' : ''

/** All of the open holds, or which. */
const namedHolds = (c: Case): string => {
  const open = c.holds.filter(hold => hold.releasedBy === undefined)
  const named = open.map(hold => c.release?.holds.includes(hold.id) === true)
  return named.every(Boolean)
    ? 'all'
    : unique(open.filter((_hold, i) => named[i]).map(hold => hold.reason)).join('+')
}

/** How many notes wait or may be left out; of the latest on each system whether it waits, and whether another stands (D14). */
const waiting = (c: Case, kind: NoteKind): string => {
  const mayGo = notesThatMayBeLeftOut(c).filter(note => note.kind === kind).length
  // In the model a later request may be of the same moment, and then it counts as one with this.
  const hasPast = c.notes.some(note => note.kind === kind && note.past && note.notNeeded === undefined)
  const each = latestNotes(c, kind).map(note => {
    const others = c.notes.filter(other => other.wantedAt === note.wantedAt && other.kind === kind)
    const stand = others.filter(other => other.id !== note.id && other.notNeeded === undefined)
    const state = isWaiting(note) ? 'w' : note.confirmed ? 'c' : 'n'
    return state + flag(stand.some(other => !other.past)) + flag(stand.some(other => other.past))
  })
  return `${kind}${c.notes.filter(note => note.kind === kind && isWaiting(note)).length}${mayGo}${flag(hasPast)}${each.sort().join('')}`
}

/** Holds that are alike in everything, such as those of a concern that was confirmed twice, count as one. */
const unique = (all: readonly string[]): string[] => [...new Set(all)]

/** Which kinds of news came after the review: any of them asks for another (VR ¶17, F4). */
const reviewOf = (c: Case): string => {
  const review = c.review
  if (!review) return 'none'
  const after = (seqs: readonly (number | undefined)[]) =>
    flag(seqs.some(seq => seq !== undefined && seq > review.seq))
  return [
    flag(Object.keys(review.parts).length === all),
    after(c.concerns.map(concern => concern.seq)),
    after(c.visits.map(visit => visit.seq)),
    after(c.contacts.map(contact => contact.seq)),
    after([...c.visits, ...c.contacts].map(entry => entry.correctedBy)),
    after(c.holds.filter(hold => hold.reason !== 'acs_concern').map(hold => hold.id)),
    after([c.linkedSeq, c.newsSeq]),
  ].join('')
}

const linkedNow = (world: World, index: number): string =>
  linkedTo(world, index)
    .map(other => `${other.id}:${other.substance}`)
    .join(' ')

/** Names of the entries that a hold can rest on, without sequence numbers. */
const namesOf = (c: Case, world: World, index: number): Map<string, string> => {
  const names = new Map<string, string>()
  for (const [i, visit] of c.visits.entries()) names.set(`${visit.seq}`, `v${i}`)
  for (const [i, contact] of c.contacts.entries()) names.set(`${contact.seq}`, `c${i}`)
  if (c.outcome && isBack(c)) names.set(`${c.outcome.seq}`, 'o')
  const other = world.cases[1 - index]
  for (const [i, visit] of c.visits.entries()) names.set(`${c.id}:${visit.seq}`, `own${i}`)
  for (const [i, visit] of other?.visits.entries() ?? []) names.set(`${other?.id}:${visit.seq}`, `other${i}`)
  return names
}

/** Released holds for an earlier outcome or request change nothing any more; those for visits and contacts do. */
const holdsOf = (c: Case, names: Map<string, string>): string =>
  unique(
    c.holds
      .filter(
        hold =>
          hold.releasedBy === undefined ||
          hold.releasedOn === 'customer_died' ||
          rests(hold, names) ||
          behind(c, hold) !== '',
      )
      .map(hold => {
        const because = hold.because.map(seq => names.get(`${seq}`) ?? 'x').join('+')
        const elsewhere = (hold.elsewhere ?? []).map(name => names.get(name) ?? 'x').join('+')
        const knew =
          hold.releasedBy === undefined
            ? 'open'
            : c.visits.filter(visit => visit.seq < (hold.releasedBy ?? 0)).length
        return `${hold.reason}${hold.number ?? '-'}${hold.since.slice(5)}${because}/${elsewhere}${knew}${hold.releasedOn === 'customer_died' ? 'died' : ''}${behind(c, hold)}`
      }),
  ).join()

/** The steps that can be taken back and bring a released hold back with them, in the order of their entries (F9). */
const behind = (c: Case, hold: Hold): string => {
  const { releasedBy, releasedOn, id } = hold
  if (releasedBy === undefined || releasedOn !== 'advice_given') return ''
  const isOver = c.holds.some(
    other => other.id > id && other.reason === hold.reason && other.because.join() === hold.because.join(),
  )
  if (isOver) return ''
  const attempts = new Set(attemptsBehind(c, hold))
  return [
    ...standing(c.attempts).map((attempt, i) => (attempts.has(attempt) ? `a${i}` : '')),
    (c.conference?.heldSeq ?? releasedBy) < releasedBy ? 'c' : '',
    ...c.actions.map(action => ((action.doneSeq ?? releasedBy) < releasedBy ? 'd' : '')),
  ].join('')
}

const rests = (hold: Hold, names: Map<string, string>): boolean =>
  hold.because.some(seq => names.has(`${seq}`)) || (hold.elsewhere ?? []).some(name => names.has(name))

/** A 53-bit fingerprint (cyrb53). Among a million states two differ with one fingerprint with a chance below 1 in 10,000. */
export const fingerprintOf = (text: string): number => {
  let h1 = 0xdeadbeef
  let h2 = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    h1 = Math.imul(h1 ^ code, 2654435761)
    h2 = Math.imul(h2 ^ code, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return 4294967296 * (2097151 & h2) + (h1 >>> 0)
}
