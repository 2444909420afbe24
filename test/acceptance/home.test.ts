import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { heldCase, typedInHeldCase } from '../support/held-case.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

const waitMs = 12_000

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
let ref: string

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
  ref = await heldCase(hand)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const homeNow = (person: string): string => wordsOf(hand.driver.as(person).home())

/** Opens App Home and waits until it has these words. */
const opensHome = async (person: string, words: string): Promise<string> => {
  await hand.driver.as(person).openHome()
  return hand.driver.waitFor(() => homeNow(person).includes(words) && homeNow(person), {
    timeoutMs: waitMs,
    what: `App Home of ${person} with: ${words}`,
  })
}

const looksOf = async (person: string): Promise<string[]> =>
  (
    await record.rows<{ what: string }>(
      `select what from view_log where actor = $1 and chain = 'lists' order by what`,
      [person],
    )
  ).map(row => row.what)

describe('App Home', () => {
  it('shows a team every hold and what is due to it, without what anybody typed, and the look is logged (F15)', async () => {
    const home = await opensHome(who.ceastTwo, 'On hold')
    expect(home).toContain(`DO NOT SUSPEND OR STOP · ${ref}`)
    expect(home.indexOf('On hold')).toBeLessThan(home.indexOf('Due for you and your teams'))
    expect(home).toMatch(/(By|Overdue since) [^"]+: /)
    for (const typed of Object.values(typedInHeldCase)) expect(home).not.toContain(typed)
    expect(await looksOf(who.ceastTwo)).toEqual(['due', 'holds'])
  })

  it('shows whoever raised it their own case, and anybody else neither it nor that there is one (F15)', async () => {
    const own = await opensHome(who.raiser, 'Your cases')
    expect(own).toContain(ref)
    expect(own).toContain('DO NOT SUSPEND OR STOP')
    const other = await opensHome(who.otherRaiser, 'Your cases')
    expect(other).not.toContain(ref)
    expect(other).not.toContain('DO NOT SUSPEND OR STOP')
    expect(await looksOf(who.otherRaiser)).toEqual(['due', 'mine'])
  })

  it('opens the form, the check and the case from its buttons, and looks again', async () => {
    const ceast = hand.driver.as(who.ceastTwo)
    await opensHome(who.ceastTwo, 'On hold')
    for (const [action, words] of [
      ['do:raise_concern', 'What makes you concerned?'],
      ['do:check_award', 'National Insurance number'],
      ['open_case', 'OFFICIAL-SENSITIVE'],
    ] as const) {
      expect(await ceast.pressInHome(action)).toEqual({ ok: true })
      await hand.driver.waitFor(() => wordsOf(ceast.view()).includes(words), {
        timeoutMs: waitMs,
        what: `a form with: ${words}`,
      })
      expect(ceast.views()).toHaveLength(1)
      await ceast.close()
    }
    const before = await looksOf(who.ceastTwo)
    expect(await ceast.pressInHome('do:show_home')).toEqual({ ok: true })
    await expect
      .poll(async () => (await looksOf(who.ceastTwo)).length, { timeout: waitMs })
      .toBe(before.length + 2)
  })

  it('shows a guest nothing of any case, and takes away what was shown to somebody who became one', async () => {
    expect(await opensHome(who.guest, 'Safehold is not open to guests')).not.toContain('ACS-')
    await opensHome(who.otherSpoc, `DO NOT SUSPEND OR STOP · ${ref}`)
    await safehold.workbench.world.setPerson(who.otherSpoc, { guest: true })
    // Who somebody is, is known for a minute: a process that starts afresh asks.
    await safehold.kill()
    await safehold.restart()
    expect(await opensHome(who.otherSpoc, 'Safehold is not open to guests')).not.toContain('ACS-')
    expect(await looksOf(who.guest)).toEqual([])
    await safehold.workbench.world.setPerson(who.otherSpoc, { guest: false })
  })

  it('shows nothing while Slack does not say who the person is, and logs it under the reference shown', async () => {
    await opensHome(who.ceastThree, `DO NOT SUSPEND OR STOP · ${ref}`)
    await safehold.kill()
    await safehold.restart()
    safehold.workbench.world.faults.next('users.info', { error: 'internal_error', times: 3 })
    const closed = await opensHome(who.ceastThree, 'Safehold could not check who you are')
    expect(closed).not.toContain(ref)
    expect(closed).toContain('treat every award as on hold')
    const [, reference = ''] = /Reference: (\w+)/.exec(closed) ?? []
    await expect.poll(() => safehold.output(), { timeout: waitMs }).toContain(`"reference":"${reference}"`)
    safehold.workbench.world.faults.clear()
    await opensHome(who.ceastThree, `DO NOT SUSPEND OR STOP · ${ref}`)
  })
})
