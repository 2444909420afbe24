import type { Case, Hold, NoteKind } from '../../src/case/case.ts'
import { linkedTo, type World } from './world.ts'

/**
 * What is left of a world when everything is dropped on which no later answer can turn: ids, texts, sequence numbers and
 * instants. Kept are the order and date of visits and contacts, which entry each hold rests on, whether the review saw
 * the latest of each kind of news, who did what where a guard asks who, and whether a request still stands. The two
 * reasons "no answer" and "refused" are one, because both are ineffective (VR ¶6, D15). Ladders are dropped, because the
 * theorem "a rung changes nothing else" is checked in every state.
 */
export const describeWorld = (world: World): string => {
  const parts = world.cases.map((c, index) => (c ? describeCase(c, world, index) : '-'))
  // Two cases are alike when they change places.
  return `${world.day}${world.linked ? 'L' : ''}|${parts.sort().join('|')}`
}

/** A new round with CEAST begins with its own lead, review, marker, support decision and outcome. */
const withCeast = new Set<Case['status']>(['ceast_review', 'concern_confirmed', 'returning'])

/** Those whom a guard may turn away for what they did earlier. Nobody else's name matters. */
const askedFor = new Set(['spoc', 'spoc-two', 'ceast-one', 'ceast-two', 'ceast-three'])

const flag = (value: unknown): string =>
  value === undefined || value === false || value === null ? '0' : '1'

const describeCase = (c: Case, world: World, index: number): string => {
  const ceast = withCeast.has(c.status)
  const names = namesOf(c, world, index)
  // What CEAST did for a confirmed concern counts for one round, and up to a release.
  const round = Math.max(c.roundSeq ?? 0, c.lastRelease?.seq ?? 0)
  const conference = c.conference
    ? c.conference.heldSeq === undefined
      ? c.conference.requiredAt.slice(5, 10)
      : 'held'
    : ''
  const lastCall = c.attempts.filter(attempt => attempt.route === 'customer').at(-1)
  return [
    c.status,
    c.serviceLine.slice(0, 2),
    unique([c.raiser, ...c.concerns.map(concern => concern.by)].filter(by => askedFor.has(by)))
      .sort()
      .join('+'),
    flag(c.concerns.length > 0) + flag(c.triageOpenSince) + flag(c.danger) + flag(c.danger?.described),
    c.numbers.map(entry => flag(entry.current) + (askedFor.has(entry.by) ? entry.by : '')).join(),
    c.triage
      ? flag(c.status === 'with_adviser' && c.triage.concern) +
        flag(c.triage.visit) +
        flag(c.triage.selfTriage) +
        selfTriager(c)
      : '',
    flag(c.adviser),
    c.referrals.map(referral => flag(referral.open) + (referral.plannedOn ?? '')).join(),
    c.visits
      .map(
        visit =>
          `${visit.referral}${visit.on.slice(5)}${visit.outcome === 'refused' ? 'no' : visit.outcome.slice(0, 2)}${flag(visit.firstMissing)}${flag(visit.correctedBy)}`,
      )
      .join(),
    c.contacts
      .map(
        contact =>
          `${contact.on.slice(5)}${contact.withWhom.slice(0, 1)}${contact.secondVisit ?? ''}${flag(contact.concernRemains)}${flag(contact.correctedBy)}`,
      )
      .join(),
    ceast ? flag(c.lead) + reviewOf(c) + flag(c.marker) : '',
    ceast || c.status === 'decision' ? (c.outcome?.outcome ?? '') : '',
    conference,
    c.actions
      .map(action => flag(action.doneSeq))
      .sort()
      .join(''),
    flag(c.attempts.some(attempt => attempt.seq > round)) + flag(lastCall?.textSent),
    ceast && c.support ? flag(c.support.needed) + flag(c.support.seq > round) : '',
    c.acssl
      .map(one => flag(one.acceptedBy) + flag(one.closedSeq) + flag(one.seq > round))
      .sort()
      .join(),
    c.questions
      .map(question => flag(question.answer))
      .sort()
      .join(''),
    c.death ? flag(c.death.confirmed) + flag(c.death.stepsDone) : '',
    holdsOf(c, names),
    c.release
      ? `${c.release.ground}${namedHolds(c)}${c.release.linkedThen === linkedNow(world, index) ? '' : 'stale'}`
      : '',
    flag(c.lastRelease) + c.adviceOpenedBy.join(),
    waiting(c, 'hold') + waiting(c, 'contact') + waiting(c, 'closing'),
  ].join(';')
}

/** All of the open holds, or which. */
const namedHolds = (c: Case): string => {
  const open = c.holds.filter(hold => hold.releasedBy === undefined)
  const named = open.map(hold => c.release?.holds.includes(hold.id) === true)
  return named.every(Boolean)
    ? 'all'
    : unique(open.filter((_hold, i) => named[i]).map(hold => hold.reason)).join('+')
}

/** A confirmed note is done with: only how many still wait can matter. */
const waiting = (c: Case, kind: NoteKind): string =>
  `${c.notes.filter(note => note.kind === kind && !note.confirmed).length}`

/** Holds that are alike in everything, such as those of a concern that was confirmed twice, count as one. */
const unique = (all: readonly string[]): string[] => [...new Set(all)]

const selfTriager = (c: Case): string => (c.triage?.selfTriage ? c.triage.by : '')

/** Which kinds of news came after the review: any of them asks for another (VR ¶17, F4). */
const reviewOf = (c: Case): string => {
  const review = c.review
  if (!review) return 'none'
  const after = (seqs: readonly (number | undefined)[]) =>
    flag(seqs.some(seq => seq !== undefined && seq > review.seq))
  return [
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
  if (c.outcome && withCeast.has(c.status)) names.set(`${c.outcome.seq}`, 'o')
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
        hold => hold.releasedBy === undefined || hold.releasedOn === 'customer_died' || rests(hold, names),
      )
      .map(hold => {
        const because = hold.because.map(seq => names.get(`${seq}`) ?? 'x').join('+')
        const elsewhere = (hold.elsewhere ?? []).map(name => names.get(name) ?? 'x').join('+')
        const knew =
          hold.releasedBy === undefined
            ? 'open'
            : c.visits.filter(visit => visit.seq < (hold.releasedBy ?? 0)).length
        return `${hold.reason}${hold.number ?? '-'}${hold.since.slice(5)}${because}/${elsewhere}${knew}${hold.releasedOn === 'customer_died' ? 'died' : ''}`
      }),
  ).join()

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
