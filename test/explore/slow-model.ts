import type { Command } from '../../src/case/commands.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { type Core, theCore } from './core.ts'
import { dayOf, days, emptyWorld, give, people, type World } from './world.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Case } from '../../src/case/case.ts'

/**
 * Visits, holds and releases once more, written from the rules alone (VR ¶6, ¶10, ¶11; F3, F7, F9) and as plainly as can
 * be: every hold is worked out from the whole list of what happened. One referral, one day.
 */
type Slow = {
  visits: readonly { kind: 'ineffective' | 'unsafe' | 'effective'; stands: boolean; dealtWith: boolean }[]
  holds: readonly { reason: 'two_ineffective' | 'unsafe_area' | 'ceast_request'; visit?: number }[]
  /** The visits for which an unsafe area was once held. */
  heldUnsafe: readonly number[]
  request: boolean
}

const letters = [
  'ineffective',
  'unsafe',
  'effective',
  'correct',
  'ask',
  'confirm',
  'confirm own',
  'hold',
  'concern',
] as const
type Letter = (typeof letters)[number]

const slowStep = (s: Slow, letter: Letter): Slow | 'refused' => {
  const changed = { ...s, request: false }
  switch (letter) {
    case 'ineffective':
    case 'unsafe':
    case 'effective':
      return withHolds({
        ...changed,
        visits: [...s.visits, { kind: letter, stands: true, dealtWith: false }],
      })
    case 'correct': {
      const last = s.visits.findLastIndex(visit => visit.stands)
      if (last < 0) return 'refused'
      return {
        ...changed,
        visits: s.visits.map((visit, i) => (i === last ? { ...visit, stands: false } : visit)),
      }
    }
    case 'hold':
      return { ...changed, holds: [...s.holds, { reason: 'ceast_request' }] }
    case 'concern':
      return changed
    case 'ask': {
      const stillTrue = s.holds.some(
        hold =>
          hold.reason === 'ceast_request' ||
          (hold.reason === 'unsafe_area' &&
            s.visits.some(visit => visit.stands && visit.kind === 'unsafe')) ||
          (hold.reason === 'two_ineffective' && ineffective(s).length >= 2),
      )
      return s.holds.length === 0 || stillTrue ? 'refused' : { ...s, request: true }
    }
    case 'confirm own':
      return 'refused'
    case 'confirm': {
      if (!s.request) return 'refused'
      const dealt = s.holds.some(hold => hold.reason === 'two_ineffective')
      return {
        ...changed,
        holds: [],
        visits: dealt ? s.visits.map(visit => ({ ...visit, dealtWith: true })) : s.visits,
      }
    }
    default:
      return letter satisfies never
  }
}

const ineffective = (s: Slow) => s.visits.filter(visit => visit.stands && visit.kind !== 'effective')

const withHolds = (s: Slow): Slow => {
  const holds = [...s.holds]
  const heldUnsafe = [...s.heldUnsafe]
  for (const [i, visit] of s.visits.entries())
    if (visit.stands && visit.kind === 'unsafe' && !heldUnsafe.includes(i)) {
      heldUnsafe.push(i)
      holds.push({ reason: 'unsafe_area', visit: i })
    }
  const two = ineffective(s)
  const isHeld = holds.some(hold => hold.reason === 'two_ineffective')
  if (two.length >= 2 && !isHeld && two.some(visit => !visit.dealtWith))
    holds.push({ reason: 'two_ineffective' })
  return { ...s, holds, heldUnsafe }
}

const commandOf = (letter: Letter, c: Case): [Actor, Command] => {
  const { today } = days[0]
  const standing = c.visits.filter(visit => visit.correctedBy === undefined)
  const visit = (outcome: 'no_answer' | 'unsafe_area' | 'effective'): Command => ({
    kind: 'record_visit_outcome',
    on: today,
    outcome,
    which: standing.length === 0 ? 'first' : 'further',
  })
  const confirm: Command = { kind: 'confirm_release', request: c.release?.seq ?? 0 }
  const holds = c.holds.filter(hold => hold.releasedBy === undefined).map(hold => hold.id)
  switch (letter) {
    case 'ineffective':
      return [people.officer, visit('no_answer')]
    case 'unsafe':
      return [people.officer, visit('unsafe_area')]
    case 'effective':
      return [people.officer, visit('effective')]
    case 'correct':
      return [people.officer, { kind: 'correct_entry', of: standing.at(-1)?.seq ?? 0, reason: 't' }]
    case 'ask':
      return [people.ceastOne, { kind: 'release_the_hold', ground: 'recorded_in_error', holds, advice: 't' }]
    case 'confirm':
      return [people.ceastTwo, confirm]
    case 'confirm own':
      return [people.ceastOne, confirm]
    case 'hold':
      return [people.ceastOne, { kind: 'put_on_hold', reason: 't' }]
    case 'concern':
      return [people.raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] }]
    default:
      return letter satisfies never
  }
}

const referred = (core: Core): World => {
  let world = emptyWorld(1, core)
  const does = (actor: Actor, command: Command) => {
    const outcome = give(world, 0, actor, command)
    if (isRefusal(outcome)) throw new Error(`The beginning was refused: ${outcome.what}`)
    world = { ...world, cases: [outcome.after] }
  }
  const text = { text: 't', harmed: [], kinds: [] } as const
  does(people.raiser, { kind: 'raise_concern', serviceLine: 'access_to_work', danger: 'no', ...text })
  does(people.spoc, { kind: 'record_triage_decision', concern: true, visit: true, reason: 't' })
  does(people.spoc, {
    kind: 'complete_visiting_referral',
    reason: 'vulnerability',
    address: 't',
    nation: 'england-and-wales',
    safeToLeave: 'yes',
    number: 'n',
    plannedOn: dayOf(world).today,
  })
  return world
}

/** How many commands both were given, and the first list of them after which the two disagree. */
export const compareWithSlowModel = (
  depth: number,
  core: Core = theCore,
): { given: number; disagreement: readonly string[] | undefined } => {
  let given = 0
  const visit = (world: World, slow: Slow, path: readonly Letter[]): readonly string[] | undefined => {
    const c = world.cases[0]
    if (!c || path.length === depth) return undefined
    for (const letter of letters) {
      given += 1
      const outcome = give(world, 0, ...commandOf(letter, c))
      const expected = slowStep(slow, letter)
      const here = [...path, letter]
      if (isRefusal(outcome) || expected === 'refused') {
        if (isRefusal(outcome) !== (expected === 'refused'))
          return [...here, isRefusal(outcome) ? 'refused' : 'taken']
        continue
      }
      const difference = differenceOf(outcome.after, expected)
      if (difference !== undefined) return [...here, difference]
      const deeper = visit({ ...world, cases: [outcome.after] }, expected, here)
      if (deeper) return deeper
    }
    return undefined
  }
  const start: Slow = { visits: [], holds: [], heldUnsafe: [], request: false }
  return { disagreement: visit(referred(core), start, []), given }
}

const differenceOf = (c: Case, slow: Slow): string | undefined => {
  const reasons = (holds: readonly { reason: string }[]) =>
    holds
      .map(hold => hold.reason)
      .sort()
      .join(', ')
  const open = c.holds.filter(hold => hold.releasedBy === undefined)
  if (reasons(open) !== reasons(slow.holds))
    return `the case is held for "${reasons(open)}", by the rules for "${reasons(slow.holds)}"`
  if ((c.release !== undefined) !== slow.request)
    return `a request ${slow.request ? 'should stand' : 'should be void'}`
  return undefined
}
