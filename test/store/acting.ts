import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { addDays } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import type { Case, VisitOutcome } from '../../src/case/case.ts'
import type { Command, CommandOf } from '../../src/case/commands.ts'
import type { Actor, Team } from '../../src/case/people.ts'
import type { Performed, PerformRequest, PlainText, Store } from '../../src/store/store.ts'

const member = (id: string, ...teams: Team[]): Actor => ({
  id,
  teams,
  mayConfirmRelease: teams.includes('ceast'),
})

const raiser = member('URAISER')
const spoc = member('USPOC', 'spoc')
const officer = member('UOFFICER', 'visiting')
export const ceast = member('UCEAST', 'ceast')
export const ceast2 = member('UCEAST2', 'ceast')

/** Days before today, in London. */
export const daysAgo = (n: number): string => addDays(localDateOf(new Date().toISOString()), -n)

/** Collects the texts that a command names. */
const texts = () => {
  const kept: Record<string, PlainText> = {}
  const text = (field: string, plain: string, more: { isNumber?: boolean } = {}): string => {
    const id = randomUUID()
    kept[id] = { field, plain, ...more }
    return id
  }
  return { kept, text }
}

type Ask = Omit<PerformRequest, 'nonce'>

export const raise = (with_: { number?: string; name?: string; story?: string } = {}): Ask => {
  const { kept, text } = texts()
  const command: CommandOf<'raise_concern'> = {
    kind: 'raise_concern',
    serviceLine: 'access_to_work',
    danger: 'no',
    text: text('text', with_.story ?? 'The customer sounded frightened.'),
    harmed: ['customer'],
    kinds: ['not_sure'],
    ...(with_.name === undefined ? {} : { name: text('name', with_.name) }),
    ...(with_.number === undefined ? {} : { number: text('number', with_.number, { isNumber: true }) }),
  }
  return { command, actor: raiser, texts: kept }
}

export const danger: Ask = {
  command: { kind: 'declare_danger', serviceLine: 'access_to_work' },
  actor: raiser,
  texts: {},
}

export const concern = (caseId: string, story = 'More was said.', actor = raiser): Ask => {
  const { kept, text } = texts()
  const command: Command = { kind: 'add_concern', text: text('text', story), harmed: ['customer'], kinds: [] }
  return { caseId, command, actor, texts: kept }
}

export const triage = (caseId: string, visit: boolean): Ask => {
  const { kept, text } = texts()
  const reason = text('reason', 'As discussed.')
  return {
    caseId,
    actor: spoc,
    texts: kept,
    command: { kind: 'record_triage_decision', concern: true, visit, reason },
  }
}

export const referral = (caseId: string): Ask => {
  const { kept, text } = texts()
  const command: Command = {
    kind: 'complete_visiting_referral',
    reason: 'vulnerability',
    address: text('address', '1 Example Street'),
    nation: 'england-and-wales',
    safeToLeave: 'yes',
    whyNoNumber: text('whyNoNumber', 'Not known yet.'),
  }
  return { caseId, actor: spoc, texts: kept, command }
}

export const visit = (caseId: string, on = daysAgo(1), outcome: VisitOutcome = 'no_answer'): Ask => ({
  caseId,
  actor: officer,
  texts: {},
  command: { kind: 'record_visit_outcome', on, outcome, which: 'first' },
})

export const enterNumber = (caseId: string, number: string): Ask => {
  const { kept, text } = texts()
  const command: Command = { kind: 'enter_number', number: text('number', number, { isNumber: true }) }
  return { caseId, actor: spoc, texts: kept, command }
}

export const correctNumber = (caseId: string, number: string): Ask => {
  const { kept, text } = texts()
  const command: Command = {
    kind: 'correct_entry',
    of: 0,
    reason: text('reason', 'Two digits were swapped.'),
    number: { text: text('number', number, { isNumber: true }) },
  }
  return { caseId, actor: spoc, texts: kept, command }
}

export const link = (caseId: string, other: string): Ask => {
  const { kept, text } = texts()
  const command: Command = { kind: 'link_cases', other, reason: text('reason', 'The same household.') }
  return { caseId, actor: spoc, texts: kept, command }
}

/** The first standing visit did not happen. */
export const correctVisit = (c: Case): Ask => {
  const { kept, text } = texts()
  const of = c.visits.find(entry => entry.correctedBy === undefined)?.seq ?? 0
  const command: Command = { kind: 'correct_entry', of, reason: text('reason', 'Another address.') }
  return { caseId: c.id, actor: officer, texts: kept, command }
}

export const releaseInError = (
  caseId: string,
  holds: readonly number[],
  actor = ceast,
  ground: 'recorded_in_error' | 'wrong_customer' = 'recorded_in_error',
): Ask => {
  const { kept, text } = texts()
  const advice = text('advice', 'The visit was to another address.')
  return {
    caseId,
    actor,
    texts: kept,
    command: { kind: 'release_the_hold', ground, holds, advice },
  }
}

/** Performs with a nonce of its own. */
export const ask = (store: Store, request: Ask, nonce: string = randomUUID()): Promise<Performed> =>
  store.perform({ nonce, ...request })

/** Performs what must be recorded, and returns the case after it. */
export const done = async (store: Store, request: Ask): Promise<Case> => {
  const performed = await ask(store, request)
  expect(performed).toMatchObject({ kind: 'done' })
  if (performed.kind !== 'done') throw new Error(performed.refusal.what)
  return performed.case
}

/** A case with an open visiting referral. Its number comes last: a customer may have two open referrals only by that. */
export const referred = async (store: Store, number?: string): Promise<Case> => {
  const { id } = await done(store, raise())
  await done(store, triage(id, true))
  const c = await done(store, referral(id))
  return number === undefined ? c : done(store, enterNumber(id, number))
}

/** A case on hold: two visits, nobody answered. */
export const held = async (store: Store, number?: string): Promise<Case> => {
  const { id } = await referred(store, number)
  await done(store, visit(id, daysAgo(2)))
  return done(store, visit(id, daysAgo(1)))
}

let numbersUsed = 0
/** A made-up number that no other test of this file uses. */
export const freshNumber = (): string => `QQ ${String(++numbersUsed).padStart(6, '0')} C`
