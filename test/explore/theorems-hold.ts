import { emptyLedger, groupsOfTwo, type Ledger, openHolds } from './ledger.ts'
import type { Step, Theorem } from './theorem.ts'
import { linkedTo, type World } from './world.ts'

const ledgerOf = (world: World, index: number): Ledger => world.ledgers[index] ?? emptyLedger

/** The cases, each with what its record says and what that of a linked case says. */
const families = (world: World): { index: number; own: Ledger; other: Ledger | undefined }[] =>
  world.ledgers.flatMap((own, index) =>
    world.cases[index]
      ? [{ index, own, other: linkedTo(world, index).length > 0 ? world.ledgers[1 - index] : undefined }]
      : [],
  )

const holdTheorem = (world: World): string | undefined => {
  const { checkAnswerOf, holdOf, openHoldsOf } = world.core
  for (const { index, own, other } of families(world)) {
    const c = world.cases[index]
    if (!c) continue
    const open = openHolds(own)
    const ids = (holds: readonly { id: number }[]) => holds.map(hold => hold.id).join()
    if (ids(openHoldsOf(c)) !== ids(open)) return 'the case and its record disagree on which holds are open'
    const held = open.length > 0 || (other !== undefined && openHolds(other).length > 0)
    if (held !== (holdOf(c, linkedTo(world, index)).level === 'hold'))
      return held ? 'the award is held but holdOf does not say so' : 'holdOf says hold with no hold recorded'
    if (open.length === 0) continue
    const current = c.numbers.find(entry => entry.current)?.n ?? null
    for (const n of new Set([current, null, ...open.map(hold => hold.number)]))
      if (checkAnswerOf([{ case: c, n }]).held.length === 0)
        return `the award is held but a check by ${n === current ? 'the current number' : 'an earlier number'} does not say so`
  }
  return undefined
}

const endedBy = ({ index, before, after }: Step) => {
  const recorded = new Set(openHolds(ledgerOf(after, index)).map(hold => hold.id))
  const c = after.cases[index]
  const answered = new Set(c ? after.core.openHoldsOf(c).map(hold => hold.id) : [])
  return openHolds(ledgerOf(before, index)).filter(hold => !recorded.has(hold.id) || !answered.has(hold.id))
}

const onlyConfirmation = (step: Step): string | undefined => {
  const ended = endedBy(step)
  const { index, before, after, command, actor, from } = step
  if (before.cases.some((c, i) => i !== index && c !== after.cases[i]))
    return 'a command on one case changed another'
  if (command.kind !== 'confirm_release') return ended.length > 0 ? `${command.kind} ended a hold` : undefined
  const request = ledgerOf(before, index).request
  if (ended.length === 0) return 'a confirmation ended nothing'
  if (!request) return 'a hold was released though no request stood: something had changed since'
  if (request.by === actor.id) return 'the person who asked for the release confirmed it'
  if (!actor.mayConfirmRelease) return 'somebody who may not confirm confirmed'
  if (request.seq !== command.request) return 'another request than the one named was confirmed'
  const named = new Set(request.holds)
  if (ended.some(hold => !named.has(hold.id))) return 'a hold was ended that the request did not name'
  if (ended.length !== named.size) return 'a hold that the request named was not ended'
  if ([from?.raiser, ...(from?.concerns ?? []).map(concern => concern.by)].includes(actor.id))
    return 'a person who raised the concern confirmed'
  const other = families(before).find(one => one.index === index)?.other
  return other && other.changed > request.othersTurn
    ? 'a linked case had changed since the request'
    : undefined
}

/** VR ¶6 Note, ¶10, ¶11: counted from the record, whatever the case says. */
const visitsAreHeld = (world: World): string | undefined => {
  for (const { index, own, other } of families(world)) {
    const records = other ? [own, other] : [own]
    if (records.some(record => openHolds(record).length > 0)) continue
    // A release because the customer had died ends nothing once the death was a mistake (F10).
    const dead = world.cases[index]?.death?.confirmed === true
    const last = (reason: string) =>
      Math.max(
        0,
        ...records
          .flatMap(record => record.released)
          .filter(one => one.reason === reason && (dead || one.ground !== 'customer_died'))
          .map(one => one.turn),
      )
    if (own.visits.some(visit => visit.stands && visit.unsafe && visit.turn > last('unsafe_area')))
      return 'an unsafe area is not held, and no release knew of it'
    for (const group of groupsOfTwo(own, other))
      if (group.some(visit => visit.turn > last('two_ineffective')))
        return 'two ineffective visits are not held, and no release knew of them'
  }
  return undefined
}

/** F3, from the record alone. What CEAST did in an earlier round, or before the last release, does not count. */
const releaseIsComplete = (step: Step): string | undefined => {
  const l = ledgerOf(step.before, step.index)
  const asked = step.events.flatMap(event => (event.kind === 'release_requested' ? [event] : []))[0]
  if (!asked || asked.ground !== 'advice_given') return undefined
  if (l.conferenceOpen) return 'a required conference is not held'
  if (l.openActions.length > 0) return 'an agreed action is open'
  if (l.reviewedAt === 0) return 'the review is missing or leaves a part out'
  if (l.reviewedAt < l.news) return 'the review has not seen the latest news'
  if (l.markedAt === 0 || l.outcomeAt === 0) return 'the marker decision or the outcome is missing'
  if (!l.holds.some(hold => asked.holds.includes(hold.id) && hold.reason === 'acs_concern')) return undefined
  if (l.attempts.every(({ turn }) => turn <= l.roundAt)) return 'nobody tried to reach the customer'
  if (l.supportAt <= l.roundAt) return 'nobody said whether further support is needed'
  if (l.supportNeeded && l.referredAt <= l.roundAt) return 'support is needed and no ACSSL was asked'
  return l.acssl.some(one => one.open) ? 'an ACSSL referral is open' : undefined
}

const factsThatHold = ({ command, after, index }: Step): string | undefined => {
  const held = openHolds(ledgerOf(after, index)).length > 0
  if (held) return undefined
  if (command.kind === 'put_on_hold') return 'CEAST put the award on hold and it is not held'
  if (command.kind === 'record_ceast_outcome' && command.outcome === 'acs_concern')
    return 'CEAST confirmed a concern and the award is not held'
  return command.kind === 'record_customer_contact' && command.concernRemains === true
    ? 'a concern remains after contact and the award is not held'
    : undefined
}

/** Asked of the records alone, and of what the case says. */
const erasedWhileHeld = ({ events, before, index }: Step): string | undefined => {
  if (events.every(event => event.kind !== 'case_erased')) return undefined
  const family = families(before).find(one => one.index === index)
  if (family && openHolds(family.own).length > 0) return 'the case was held'
  if (family?.other && openHolds(family.other).length > 0) return 'a linked case was held'
  const cases = [before.cases[index], ...linkedTo(before, index)]
  if (cases.some(c => c?.status !== 'closed')) return 'the case, or a linked one, was open'
  return cases.some(c => c?.legalHold && c.legalHold.liftedBy === undefined)
    ? 'a legal hold was on it'
    : undefined
}

/** The hold: where it begins, what it answers, and the only way in which it ends. */
export const holdTheorems: readonly Theorem[] = [
  {
    name: 'while a hold reason lacks a confirmed release the answer is "do not suspend or stop" (F5, R36)',
    state: holdTheorem,
  },
  {
    name: "only a second person's confirmation ends a hold, and only the holds that the request named (F3)",
    step: onlyConfirmation,
  },
  {
    name: 'two ineffective visits or an unsafe area are held, or released by those who knew (R32, R35, R36)',
    state: visitsAreHeld,
  },
  {
    name: 'a release with advice finds the review, conference, actions and contact complete (R40 to R47)',
    step: releaseIsComplete,
  },
  {
    name: 'a request by CEAST, a confirmed concern and one that remains are held at once (F1, R44, D11)',
    step: factsThatHold,
  },
  {
    name: 'no case is erased while it, or a linked one, is held, open or under a legal hold (F3)',
    step: erasedWhileHeld,
  },
  {
    name: 'a correction never ends a hold (F9)',
    step: step => (step.command.kind === 'correct_entry' && endedBy(step).length > 0 ? 'it did' : undefined),
  },
]
