import { describe, expect, it } from 'vitest'
import { pressWhy } from '../../handlers/actions/why.ts'
import { EntryRefusedError, GateClosedError } from '../../handlers/gate.ts'
import { notYours } from '../../handlers/opened.ts'
import { headlineOf } from '../../src/case/headline.ts'
import type { Actor } from '../../src/case/people.ts'
import { headlineMessage } from '../../src/slack/headline-message.ts'
import { fieldsOr, listOf, stringOr } from '../../src/workbench/fields.ts'
import { heldCase, people, raise, staff, Story } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'
import { fields } from './over-case.ts'

const id = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'

const whyOf = (message: { blocks: unknown }): string =>
  listOf(fields(message)['blocks'])
    .map(block => fieldsOr(block['accessory']))
    .filter(({ action_id: action }) => action === 'why')
    .map(({ value }) => stringOr(value))
    .join('')

/** What is shown, in order, after a press on "Why?" on the headline of a case in a channel. */
const pressedBy = async (
  actorOf: () => Promise<Actor>,
  { story = heldCase(), view }: { story?: Story; view?: object } = {},
) => {
  const c = { ...story.c, id }
  const shown: string[] = []
  const looks: string[] = []
  const failures: object[] = []
  const put = async (shownView: unknown) =>
    void shown.push([...mrkdwnIn(shownView), ...plainIn(shownView)].join('\n'))
  const store = {
    readCase: async () => ({ case: c, linked: [], version: 1, now: story.now }),
    logView: async ({ what, caseId }: { what: string; caseId: string }) =>
      void looks.push(`${what} ${caseId}, after ${shown.length}`),
  }
  const log = { error: (about: object) => void failures.push(about) }
  const text = whyOf(headlineMessage(headlineOf(c, [], 'ceast', story.now, staff), c))
  // Only what a press on "Why?" uses.
  const deps = { store, log, staff, settings: {}, gate: { actorOf } } as never
  const asked = { person: 'U1', text, view, screen: { explain: put, show: put } } as never
  await pressWhy(deps)(asked)
  return { shown, looks, failures, text, ref: c.ref }
}
const as = (actor: Actor) => async () => actor

describe('Why? on a message in a channel', () => {
  it('shows the rules at once, then the dates and the hold of the case to whoever may read it (R1, VR ¶11)', async () => {
    const { shown, looks, ref } = await pressedBy(as(people.spoc))
    expect(shown).toHaveLength(2)
    const [rules = '', all = ''] = shown
    expect(rules).toContain('Do not suspend or stop this award')
    expect(rules).toContain('The award is not suspended or stopped until')
    expect(rules).not.toContain(ref)
    expect(all).toContain(`On ${ref}, as it is now`)
    expect(all).toContain('On hold since 1 December 2026: ')
    expect(all).toContain('It is due 1 working day after the day on which it became known.')
    expect(all).toContain(rules.split('\n').find(line => line.startsWith('• ')) ?? 'no rule')
    expect(looks).toEqual([`dates ${id}, after 1`])
  })

  it('carries the case by its id alone, and the kinds of its steps and dates (F15)', async () => {
    const { text, ref } = await pressedBy(as(people.spoc))
    expect(text).toContain(`"about":"${id}"`)
    expect(text).not.toContain(ref)
    for (const person of Object.values(people)) expect(text).not.toContain(person.id)
  })

  it('leaves whoever may not read the case with the rules alone (F15)', async () => {
    const { shown, looks, failures, ref } = await pressedBy(
      as({ id: 'U_NOBODY', teams: [], mayConfirmRelease: false }),
    )
    expect(shown).toHaveLength(1)
    expect(shown[0]).not.toContain(ref)
    expect([...looks, ...failures]).toEqual([])
  })

  it('leaves a line manager with the rules alone (F14)', async () => {
    const story = new Story().does(people.raiser, raise({ lineManager: 'U_MANAGER' }))
    const manager = { id: 'U_MANAGER', teams: [], mayConfirmRelease: false }
    const { shown, looks } = await pressedBy(as(manager), { story })
    expect(shown).toHaveLength(1)
    expect(looks).toEqual([])
  })

  it('shows whoever only raised it the next date and no hold line of its own (F15)', async () => {
    const { shown } = await pressedBy(as(people.raiser))
    expect(shown[1]).toContain('as it is now')
    expect(shown[1]).not.toContain('On hold since')
  })

  it('shows the rules to a guest, and when nobody can be looked up, which is in the log', async () => {
    const guest = await pressedBy(() => Promise.reject(new EntryRefusedError(notYours)))
    expect(guest.shown).toHaveLength(1)
    expect(guest.failures).toEqual([])
    const closed = await pressedBy(() => Promise.reject(new GateClosedError('down')))
    expect(closed.shown).toHaveLength(1)
    expect(closed.failures).toHaveLength(1)
  })

  it('inside a view looks nothing up, so that it takes the place of nothing', async () => {
    const { shown, looks } = await pressedBy(as(people.spoc), { view: { id: 'V1' } })
    expect(shown).toHaveLength(1)
    expect(looks).toEqual([])
  })
})
