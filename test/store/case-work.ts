import { randomUUID } from 'node:crypto'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import type { ServiceLineId } from '../../src/case/service-lines.ts'
import type { PlainText } from '../../src/store/perform/request.ts'
import type { Store } from '../../src/store/store.ts'

const person = (id: string, ...teams: Actor['teams']): Actor => ({
  id,
  teams,
  mayConfirmRelease: teams.includes('ceast'),
})
const raiser = person('URAISER')
const spoc = person('USPOC', 'spoc')
const visiting = person('UVISIT', 'visiting')
export const ceast = person('UCEAST', 'ceast')
const ceastToo = person('UCEAST2', 'ceast')

/** What people do on cases, with made-up words, through the store's one way to change a case. */
export const caseWork = (store: Store) => {
  const text = (
    texts: Record<string, PlainText>,
    field: string,
    plain: string,
    isNumber?: boolean,
  ): string => {
    const id = randomUUID()
    texts[id] = { field, plain, ...(isNumber ? { isNumber } : {}) }
    return id
  }
  type Made = { command: Command; texts: Record<string, PlainText> }
  const act = async (caseId: string | undefined, actor: Actor, made: Made): Promise<Case> => {
    const request = { nonce: randomUUID(), actor, ...made, ...(caseId === undefined ? {} : { caseId }) }
    const done = await store.perform(request)
    if (done.kind === 'refused') throw new Error(`${made.command.kind} was refused: ${done.refusal.what}`)
    return done.case
  }
  const made = (
    build: (text: (field: string, plain: string, isNumber?: boolean) => string) => Command,
  ): Made => {
    const texts: Made['texts'] = {}
    return { command: build((...args) => text(texts, ...args)), texts }
  }
  return {
    raise: (number?: string, by: Actor = raiser, serviceLine: ServiceLineId = 'access_to_work') =>
      act(
        undefined,
        by,
        made(text => ({
          kind: 'raise_concern',
          serviceLine,
          danger: 'no',
          text: text('text', 'She said that she has not eaten for days.'),
          harmed: ['customer'],
          kinds: ['neglect'],
          ...(number === undefined ? {} : { number: text('number', number, true) }),
        })),
      ),
    enterNumber: (c: Case, number: string) =>
      act(
        c.id,
        spoc,
        made(text => ({ kind: 'enter_number', number: text('number', number, true) })),
      ),
    correctNumber: (c: Case, number: string) =>
      act(
        c.id,
        spoc,
        made(text => ({
          kind: 'correct_entry',
          of: 0,
          reason: text('reason', 'Another customer was meant.'),
          number: { text: text('number', number, true) },
        })),
      ),
    /** The area is unsafe: the award is on hold at once (VR ¶6 Note, ¶11). */
    findUnsafe: (c: Case, on = '2026-06-03') =>
      act(
        c.id,
        visiting,
        made(() => ({ kind: 'record_visit_outcome', on, outcome: 'unsafe_area', which: 'first' })),
      ),
    link: (c: Case, other: Case) =>
      act(
        c.id,
        spoc,
        made(text => ({ kind: 'link_cases', other: other.id, reason: text('reason', 'The same customer.') })),
      ),
    toAdviser: (c: Case, adviser: string) =>
      act(
        c.id,
        spoc,
        made(text => ({
          kind: 'record_triage_decision',
          concern: false,
          visit: false,
          reason: text('reason', 'No concern was found.'),
          adviser,
        })),
      ),
    /** The named adviser has no concern either: the case is closed. */
    close: (c: Case) =>
      act(
        c.id,
        person(c.adviser ?? ''),
        made(text => ({
          kind: 'record_adviser_contact',
          conversation: text('conversation', 'All is well.'),
          concern: false,
        })),
      ),
    takeTheLead: (c: Case) =>
      act(
        c.id,
        ceast,
        made(() => ({ kind: 'take_the_lead' })),
      ),
    keepOut: (c: Case, colleague: string) =>
      act(
        c.id,
        ceast,
        made(text => ({
          kind: 'restrict_case',
          why: 'other',
          reason: text('reason', 'They know the customer.'),
          others: [colleague],
        })),
      ),
    /** The visit is corrected away, then the holds that rested on it are released as an error, by two people. */
    release: async (c: Case) => {
      for (const visit of c.visits.filter(entry => entry.correctedBy === undefined))
        await act(
          c.id,
          visiting,
          made(text => ({
            kind: 'correct_entry',
            of: visit.seq,
            reason: text('reason', 'It was another address.'),
          })),
        )
      const holds = c.holds.filter(hold => hold.releasedBy === undefined).map(hold => hold.id)
      const asked = await act(
        c.id,
        ceast,
        made(text => ({
          kind: 'release_the_hold',
          ground: 'recorded_in_error',
          holds,
          advice: text('advice', 'It was another address.'),
        })),
      )
      const request = asked.release?.seq ?? 0
      return act(
        c.id,
        ceastToo,
        made(() => ({ kind: 'confirm_release', request })),
      )
    },
  }
}
