import { randomUUID } from 'node:crypto'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { decide } from '../../src/case/decide.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import type { Actor } from '../../src/case/people.ts'
import { makeRef } from '../../src/case/ref.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import type { StaffDays } from '../../src/case/staff-days.ts'

/** `urgent`: somebody is in danger, so that triage is due an hour after it is raised, whatever the day. */
export type Kind = { urgent: boolean; acknowledged: boolean }

/** A case as the core decided it, to be copied with other ids. */
export type Model = { after: Case; events: readonly CaseEvent[]; texts: Record<string, string> }

const people = 500
const leads: Actor = { id: 'U0SEEDLEAD', teams: ['leads'], mayConfirmRelease: false }
const story = `Spoke to the customer about their grant. They were hard to follow, cried twice and said that nobody comes any more.
I rang back twice and had no answer. On earlier calls they were well. I am worried about them.`

/** Decides what opens a case at this moment, without writing it. */
export const modelCase = (openedAt: Date, kind: Kind, staff: StaffDays): Model => {
  const at = openedAt.toISOString()
  const [id, text, name] = [randomUUID(), randomUUID(), randomUUID()]
  const context = { id, ref: makeRef(openedAt.getUTCFullYear(), 1), linked: [], staff, emailAgreedOff }
  const raise: Command = {
    kind: 'raise_concern',
    serviceLine: 'access_to_work',
    danger: kind.urgent ? 'yes' : 'no',
    text,
    name,
    harmed: ['customer'],
    kinds: ['neglect'],
  }
  const raised = decide(raise, null, { ...context, now: at, actor: raiser(openedAt) })
  if (isRefusal(raised)) throw new Error(`No case to copy: ${raised.what}`)
  const texts = { [text]: story, [name]: 'Made-up Customer' }
  if (!kind.acknowledged) return { ...raised, texts }
  const soon = new Date(openedAt.getTime() + 1000).toISOString()
  const known = decide({ kind: 'acknowledge_concern' }, raised.after, { ...context, now: soon, actor: leads })
  if (isRefusal(known)) throw new Error(`No case to copy: ${known.what}`)
  return { after: known.after, events: [...raised.events, ...known.events], texts }
}

/** So that a case has one deadline, or two, on every day of the week. */
const emailAgreedOff = ['access_to_work'] as const

const raiser = (openedAt: Date): Actor => ({
  id: `U0SEED${String(openedAt.getTime() % people).padStart(4, '0')}`,
  teams: [],
  mayConfirmRelease: false,
})

/** The same with ids and a reference of its own. */
export const copyOf = ({ after, events, texts }: Model, number: number): Model => {
  const fresh = new Map(Object.keys(texts).map(id => [id, randomUUID()]))
  const names: [string, string][] = [
    [after.id, randomUUID()],
    [after.ref, makeRef(Number(after.openedAt.slice(0, 4)), number)],
    ...fresh,
  ]
  const text = names.reduce(
    (all, [from, to]) => all.replaceAll(from, to),
    JSON.stringify({ after, events, texts }),
  )
  // What was a model before its ids were replaced still is one.
  return JSON.parse(text) as Model
}
