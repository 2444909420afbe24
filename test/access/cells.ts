import type { Case } from '../../src/case/case.ts'
import type { Command, CommandKind } from '../../src/case/commands.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import type { Actor, Team } from '../../src/case/people.ts'
import { mayRead, refusalToAct } from '../../src/case/permissions.ts'
import { readableTextsOf, type Sight, sightOf } from '../../src/case/readable-texts.ts'
import { concern } from '../../handlers/commands/concern.ts'
import type { Deps } from '../../handlers/deps.ts'
import { EntryRefusedError } from '../../handlers/gate.ts'
import type { Asked } from '../../handlers/handle.ts'
import { pressBankHolidays } from '../../handlers/actions/bank-holidays.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { heldCase, people as inStory, review, staff } from '../case/story.ts'
import { actorOf, at, caseOf, type Role } from './parts.ts'

const line = 'access_to_work'

/** Whoever the case is about, in every team at once: no role helps them. */
const customer: Actor = {
  id: 'U_customer',
  teams: ['spoc', 'visiting', 'ceast', 'acssl', 'leads'] satisfies Team[],
  mayConfirmRelease: true,
}

/** Whether the core lets this role give the command, on a case in which every role has its part. */
export const mayDo = (kind: CommandKind, role: Role | 'customer'): boolean => {
  const c = caseOf(line)
  const asked = { kind } as Command // only the kind is looked at
  return role === 'customer'
    ? refusalToAct(asked, { ...c, customerIs: customer.id }, customer) === undefined
    : refusalToAct(asked, c, actorOf(role, c)) === undefined
}

type Texts = { case: Case; timeline: readonly CaseEvent[] }

/** A case with something of everything in it, of which the raiser wrote the concern. */
const rich = (): Texts => {
  const story = heldCase().does(inStory.ceastOne, { kind: 'take_the_lead' }).does(inStory.ceastOne, review())
  const c = caseOf(line)
  const text = { by: 'U_CEAST1', at, seq: 1, text: 'text-own' }
  return {
    case: {
      ...story.c,
      ...c,
      ...(story.c.review && { review: story.c.review }),
      concerns: story.c.concerns.map(one => ({ ...one, by: 'U_raiser' })),
      referrals: story.c.referrals.map(one => ({ ...one, riskToStaff: 'text-risk' })),
      actions: c.actions.map(one => ({ ...one, text: 'text-action' })),
      learning: c.learning.map(one => ({ ...one, rootCause: 'text-cause', recommendation: 'text-learned' })),
      safeRoute: { ...text, advice: 'text-route' },
      name: 'text-name',
      whyNoNumber: 'text-why-not',
      area: { ...text, text: 'text-area' },
      lastRelease: { advice: 'text-advice', requestedBy: 'U_CEAST1', confirmedBy: 'U_CEAST2', at, seq: 1 },
    } as Case, // of a release only what is read of it here
    timeline: [
      ...story.events.map(event => (event.actor === 'U_RAISER' ? { ...event, actor: 'U_raiser' } : event)),
      ...entered,
    ],
  }
}

/** The entries of what the case has besides. */
const entered = [
  { kind: 'safe_route_advised', advice: 'text-route' },
  { kind: 'action_agreed', text: 'text-action' },
  { kind: 'learning_recorded', rootCause: 'text-cause', recommendation: 'text-learned' },
].map((body, i) => ({ ...body, seq: 1000 + i, at, actor: 'U_CEAST1' })) as unknown as CaseEvent[] // only their texts are read

/** How a case may stand, as far as it decides who reads what of it. */
export const situations = {
  'with CEAST': (c: Case): Case => c,
  'with CEAST, restricted': (c: Case): Case => ({
    ...c,
    restriction: { why: 'child', by: 'U_CEAST1', at, seq: 1, reason: 'text' } as NonNullable<
      Case['restriction']
    >, // of a restriction only why
  }),
  'with the adviser, restricted': (c: Case): Case => ({
    ...situations['with CEAST, restricted'](c),
    status: 'decision',
  }),
} as const
export type Situation = keyof typeof situations

const seenBy = (role: Role | 'customer', situation: Situation) => {
  const { case: all, timeline } = rich()
  const c = situations[situation](all)
  if (role === 'customer') return { c: { ...c, customerIs: customer.id }, actor: customer, timeline }
  return { c, actor: actorOf(role, c), timeline }
}

/** How much of the case this role sees; nothing where the case does not open. */
export const sight = (role: Role | 'customer', situation: Situation): Sight | 'nothing' => {
  const { c, actor } = seenBy(role, situation)
  return mayRead(c, actor) ? sightOf(c, actor) : 'nothing'
}

/** What this role may read of what people typed, by its label. */
export const texts = (role: Role | 'customer', situation: Situation): string[] => {
  const { c, actor, timeline } = seenBy(role, situation)
  if (!mayRead(c, actor)) return []
  return [...new Set(readableTextsOf(c, actor, timeline).map(({ label }) => label))]
}

/** The lists and pages that stand by themselves, and how they are asked for. */
export const reads = {
  'Awards on hold': 'holds',
  'Their own cases': 'mine',
  'What is due for them and their teams': 'due',
  'CEAST work log': 'worklog',
  Reports: 'reports',
  'What could not be done': 'trouble',
  'Bring in an existing case': 'bring-in',
  'Changes of bank holidays': '',
} as const
export type ReadName = keyof typeof reads

/** Whether the handlers get as far as reading it for this role. The record behind them is empty and says so. */
export const mayRun = async (name: ReadName, role: Role): Promise<boolean> => {
  const actor = actorOf(role, caseOf(line))
  const shown: unknown[] = []
  const store = new Proxy(
    {},
    {
      get: (_store, method) => async () => {
        if (method === 'logView') return undefined
        throw new Reached(String(method))
      },
    },
  )
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  // Only what asking for a list uses.
  const deps = {
    store,
    log,
    staff,
    settings: nothingSet,
    gate: { actorOf: async () => actor },
  } as unknown as Deps
  const screen = { show: async (view: unknown) => void shown.push(view) }
  const asked = { person: actor.id, text: reads[name], actionId: '', screen } as unknown as Asked
  try {
    await (name === 'Changes of bank holidays'
      ? pressBankHolidays(deps)({ ...asked, text: '1' })
      : concern(deps)(asked))
  } catch (error) {
    if (error instanceof Reached) return true
    if (error instanceof EntryRefusedError) return false
    throw error
  }
  return !JSON.stringify(shown.at(-1)).includes('Not yours to do')
}

class Reached extends Error {}
