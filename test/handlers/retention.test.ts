import { describe, expect, it } from 'vitest'
import { retentionFor } from '../../handlers/commands/retention.ts'
import type { Deps } from '../../handlers/deps.ts'
import { EntryRefusedError } from '../../handlers/gate.ts'
import { openCase } from '../../handlers/opened.ts'
import type { Case } from '../../src/case/case.ts'
import type { Actor } from '../../src/case/people.ts'
import type { PastRetention } from '../../src/case/retention.ts'
import { heldCase, people, staff } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'
import { commandOf, errorsOf, notNow, over, words } from './over-case.ts'

const lead: Actor = { id: 'U0LEAD01', teams: ['leads'], mayConfirmRelease: false }
const { c, now } = heldCase()

const past = (n: number, kept: PastRetention['retention']['kept'] = []): PastRetention => ({
  case: { ...c, id: `id-${n}`, ref: `ACS-${n}` },
  keptOut: n === 2 ? [lead.id] : [],
  retention: { kept, ending: 'noConcern', months: 24, closedOn: '2024-01-31', dueOn: '2026-01-31' },
})

describe('/concern retention', () => {
  const shownTo = async (actor: Actor) => {
    const looks: string[] = []
    const inSlack = { from: 'team:spoc', channel: 'C1', attempt: 7, error: 'not_in_channel' }
    const store = {
      logView: async ({ what }: { what: string }) => void looks.push(what),
      casesPastRetention: async () => [past(1), past(2), past(3, [{ why: 'legal_hold' }])],
      erasuresLeft: async () => [
        { ...inSlack, ref: 'ACS-9', keptOut: [] },
        { ...inSlack, ref: 'ACS-8', keptOut: [lead.id] },
      ],
    }
    // Only what the list uses.
    const deps = { store, settings: { retention: { noConcern: 24 } } } as unknown as Deps
    const view = await retentionFor(deps, actor)
    return { looks, words: [...mrkdwnIn(view), ...plainIn(view)].join('\n') }
  }

  it('shows the leads what is due, what is kept and why, and what is still in Slack, and is logged', async () => {
    const { looks, words } = await shownTo(lead)
    expect(looks).toEqual(['retention'])
    expect(words).toContain('Closed with no concern confirmed: 24 months after closing')
    expect(words).toContain('1 case may be erased')
    expect(words).toContain('ACS-1 · closed on 31 January 2024')
    expect(words).toContain('kept because a legal hold is on it')
    expect(words).toContain("A message about ACS-9 in SPOC's channel (C1): not_in_channel")
  })

  it('shows a lead no case that they are kept out of, nor that a message of it is still in Slack (F15)', async () => {
    expect((await shownTo(lead)).words).not.toMatch(/ACS-[28]/)
  })

  it('is refused to everybody else', async () => {
    for (const actor of [people.spoc, people.ceastOne, people.raiser])
      await expect(shownTo(actor)).rejects.toThrow(EntryRefusedError)
  })
})

describe('an erased case', () => {
  const erased: Case = {
    ...c,
    erased: { seq: 9, at: now, by: 'operator.one', ending: 'noConcern', months: 24 },
  }
  const openedBy = (actor: Actor) => {
    const store = {
      readCase: async () => ({ case: erased, linked: [], version: 1, now }),
      logView: async () => undefined,
    }
    // Only what opening a case uses.
    return openCase({ store, staff, gate: { actorOf: async () => actor } } as unknown as Deps, actor.id, {
      id: c.id,
    })
  }

  it('is not opened: whoever may read it is told when and under which period it was erased', async () => {
    for (const actor of [people.spoc, people.raiser])
      await expect(openedBy(actor)).rejects.toThrow(
        'This case was erased on 1 December 2026 under the period "closed with no concern confirmed: 24 months after closing" by operator.one',
      )
    await expect(openedBy({ id: 'U_ELSE', teams: [], mayConfirmRelease: false })).rejects.toThrow(
      'There is no case with that reference',
    )
  })
})

describe('the forms of a legal hold (F10)', () => {
  const held = { ...c, legalHold: { seq: 9, by: lead.id, at: now, reason: 't' } }

  it('ask why, and say that the award has nothing to do with it', async () => {
    expect(words('place_legal_hold', over(c))).toContain('it neither holds nor releases one')
    for (const [form, on] of [
      ['place_legal_hold', c],
      ['lift_legal_hold', held],
    ] as const) {
      expect(Object.keys(await errorsOf(form, over(on), {}))).toEqual(['reason'])
      expect(await commandOf(form, over(on), { reason: 'An inquest' })).toEqual({
        kind: form,
        reason: 'An inquest',
      })
    }
  })

  it('are not for now where there is one already, or none', () => {
    expect(notNow('place_legal_hold', over(held))?.code).toBe('already_done')
    expect(notNow('place_legal_hold', over(c))).toBeUndefined()
    expect(notNow('lift_legal_hold', over(c))?.code).toBe('not_yet')
    expect(words('lift_legal_hold', over(held))).toContain('Placed by <@U0LEAD01>')
  })
})
