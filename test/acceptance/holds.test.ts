import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const held = 'Do not suspend or stop this award'
const notHeld = 'No hold is recorded under this number'

let safehold: Running
let hand: ReturnType<typeof byHand>
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
})
afterAll(() => safehold.stop())

let numbersUsed = 0
const freshNumber = (): string => `QQ ${String(++numbersUsed).padStart(6, '0')} C`

/** A case with DWP Visiting. Without a number, SPOC says why there is none. */
const referred = async (number?: string): Promise<string> => {
  const ref = await hand.raise()
  await hand.triage(ref)
  await hand.refer(ref, number === undefined ? { number: null, whyNoNumber: 'Not to hand' } : { number })
  return ref
}

const enterNumber = async (ref: string, number: string): Promise<void> => {
  await hand.openFromCase(who.spoc, ref, 'enter_number')
  expect(await hand.done(who.spoc, { number })).toContain('Number')
}

const link = async (ref: string, other: string): Promise<string> => {
  await hand.openFromCase(who.spoc, ref, 'link_cases')
  return hand.done(who.spoc, { other: other.toLowerCase(), reason: 'The same customer' })
}

/** Corrects the entry whose label has these words. */
const correct = async (ref: string, label: RegExp, answers: Record<string, string>): Promise<string> => {
  const form = await hand.openFromCase(who.officer, ref, 'correct_entry')
  return hand.done(who.officer, {
    of: optionOf(form.blocks, 'of', label),
    reason: 'Another address',
    ...answers,
  })
}

const isOnHold = async (ref: string): Promise<void> => {
  await hand.headline('ceast', `"Open ${ref}"`, 'DO NOT SUSPEND OR STOP')
  await hand.headline('spoc', `"Open ${ref}"`, 'DO NOT SUSPEND OR STOP')
}

describe('the hold', () => {
  it('starts at once when an area is unsafe, on the first visit (R32, VR Note ¶6, ¶11, D5)', async () => {
    const number = freshNumber()
    const ref = await referred(number)
    const before = await hand.check(number)
    expect(before).toContain('Check with SPOC or CEAST before any decision on this award')
    expect(before).toContain(notHeld)

    expect(await hand.visit(ref, { outcome: 'unsafe_area', letterLeft: null })).toContain(
      'DO NOT SUSPEND OR STOP',
    )
    expect(await hand.check(number)).toContain(held)
    await isOnHold(ref)
    await hand.alert('ceast', ref, 'DO NOT SUSPEND OR STOP')
    await hand.alert('spoc', ref, 'DO NOT SUSPEND OR STOP')
  })

  it('stays when the visits behind it are corrected away, and says so (F9)', async () => {
    const number = freshNumber()
    const ref = await referred(number)
    await hand.visit(ref)
    expect(await hand.check(number)).toContain(notHeld)
    await hand.visit(ref, { which: 'second', outcome: 'refused' })
    expect(await hand.check(number)).toContain(held)

    expect(await correct(ref, /Would not co-operate/, { instead: 'nothing' })).toContain(
      'A correction never ends a hold',
    )
    expect(await hand.check(number)).toContain(held)
    expect(await correct(ref, /./, { instead: 'other', outcome: 'effective' })).toContain(
      'DO NOT SUSPEND OR STOP',
    )
    expect(await hand.check(number)).toContain(held)
    await hand.alert('ceast', ref, 'was corrected. A correction never ends a hold')
  })

  it('follows a corrected number: the right customer is held at once, and the wrong one until released (F9)', async () => {
    const [wrong, right] = [freshNumber(), freshNumber()]
    const ref = await referred(wrong)
    await hand.visit(ref, { outcome: 'unsafe_area', letterLeft: null })
    expect(await hand.check(right)).toContain(notHeld)

    expect(await correct(ref, /Insurance number/, { instead: 'other', number: right })).toContain(
      'DO NOT SUSPEND OR STOP',
    )
    expect(await hand.check(right)).toContain(held)
    expect(await hand.check(wrong)).toContain(held)
  })

  it('starts when a visit on each of two cases is shown by their number to concern one customer (F5)', async () => {
    const number = freshNumber()
    const first = await referred(number)
    const second = await referred()
    await hand.visit(first)
    await hand.visit(second, { outcome: 'refused' })
    expect(await hand.check(number)).toContain(notHeld)

    await enterNumber(second, number)
    expect(await hand.check(number)).toContain(held)
    await isOnHold(first)
    await isOnHold(second)
  })

  it('starts with the second visit when the two cases had one number already (F5)', async () => {
    const number = freshNumber()
    const first = await referred(number)
    const second = await referred()
    await enterNumber(second, number)
    await hand.visit(first)
    expect(await hand.check(number)).toContain(notHeld)

    expect(await hand.visit(second)).toContain('DO NOT SUSPEND OR STOP')
    expect(await hand.check(number)).toContain(held)
  })

  it('starts when two cases with a visit each are linked by hand, and when a linked case has the second visit (F5)', async () => {
    const number = freshNumber()
    const first = await referred(number)
    const second = await referred()
    await hand.visit(first)
    await hand.visit(second)
    expect(await hand.check(number)).toContain(notHeld)
    expect(await link(second, first)).toContain('Cases linked')
    expect(await hand.check(number)).toContain(held)
    await isOnHold(first)
    await isOnHold(second)

    const otherNumber = freshNumber()
    const third = await referred(otherNumber)
    const fourth = await referred()
    await hand.visit(third)
    await link(third, fourth)
    expect(await hand.check(otherNumber)).toContain(notHeld)
    expect(await hand.visit(fourth)).toContain('DO NOT SUSPEND OR STOP')
    expect(await hand.check(otherNumber)).toContain(held)
  })

  it('stays on a case whose linked case is corrected away (F5, F9)', async () => {
    const number = freshNumber()
    const first = await referred(number)
    const second = await referred()
    await hand.visit(first)
    await hand.visit(second)
    await enterNumber(second, number)
    expect(await hand.check(number)).toContain(held)

    await correct(first, /Visit/, { instead: 'nothing' })
    await correct(second, /Visit/, { instead: 'nothing' })
    expect(await hand.check(number)).toContain(held)
  })
})

type Select = { block_id?: string; element?: { options?: { value: string; text: { text: string } }[] } }

const optionOf = (blocks: unknown, blockId: string, label: RegExp): string => {
  // The blocks of a view that was shown: the select's own shape is Slack's.
  const select = (blocks as Select[]).find(block => block.block_id === blockId)
  const option = select?.element?.options?.find(({ text }) => label.test(text.text))
  if (option === undefined) throw new Error(`No option like ${String(label)} in ${JSON.stringify(select)}`)
  return option.value
}
