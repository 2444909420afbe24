import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { checkInPage, holdInPage, raiseInPage, stepInPage } from '../support/case-in-page.ts'
import { newDataDir, type Newcomer, startAsNewcomer } from '../support/newcomer.ts'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { who } from '../support/people.ts'
import { chromiumTest } from '../support/services.ts'

let folder: { path: string; remove(): void }
let safehold: Newcomer
let hand: PageByHand
const opened: PageByHand[] = []

const openWorkbench = async (): Promise<void> => {
  hand = await openPage(safehold.url)
  opened.push(hand)
}

/** Runs one test's work; when it fails, says what was on the screen. */
const seen = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    const picture = join(mkdtempSync(join(tmpdir(), 'safehold-page-')), 'page.png')
    await hand.picture(picture)
    const what = error instanceof Error ? error.message : String(error)
    throw new Error(`${what}\nThe page at that moment: ${picture}`, { cause: error })
  }
}

describe('a newcomer who starts Safehold and opens the printed address in a browser', () => {
  beforeAll(async () => {
    folder = await newDataDir()
    safehold = await startAsNewcomer(folder.path)
    await openWorkbench()
  }, 60_000)
  afterAll(async () => {
    for (const page of opened) await page.stop()
    await safehold?.interrupt()
    folder?.remove()
  })

  chromiumTest(
    'goes the whole main line in the page: two ineffective visits hold the award until two people of CEAST release it (R26, R27, R33, R35 to R40, R43, R49, R50, F3)',
    () =>
      seen(async () => {
        expect(await hand.page.getByRole('note').innerText()).toContain('LOCAL SIMULATION')

        const ref = await raiseInPage(hand)
        await holdInPage(hand, ref)

        await hand.become(who.ceastOne)
        await hand.channel('ceast')
        const headline = await hand.message(ref, 'DO NOT SUSPEND OR STOP', 'NOT YET ON DISC, ATWIS')
        expect(await isRed(headline.locator('.lead'))).toBe(true)
        await hand.become(who.adviser)
        expect(await checkInPage(hand)).toContain('Do not suspend or stop this award')

        await hand.become(who.ceastOne)
        await hand.channel('ceast')
        await stepInPage(hand, ref, 'take_the_lead', 'Take the lead')
        await stepInPage(hand, ref, 'record_evidence_review', 'Record evidence review', review)
        await stepInPage(hand, ref, 'record_marker_decision', 'Record marker decision', {
          applied: 'yes',
          reason: 'Needs support',
        })
        await stepInPage(hand, ref, 'record_ceast_outcome', 'Record CEAST outcome', {
          outcome: 'no_acs_concern',
          reason: 'All was looked at',
          satisfied: ['yes'],
        })
        await hand.press('do:release_the_hold', ref)
        await hand.form('Release the hold')
        await hand.tickAll('holds')
        await hand.send({ ground: 'advice_given', advice: 'Pay as before' })
        await hand.close()
        expect(await checkInPage(hand)).toContain('Do not suspend or stop this award')

        await hand.press('do:confirm_release', ref)
        expect(await hand.modal('Not yours to do')).toContain('A second person confirms the release')
        await hand.close()
        await hand.become(who.ceastTwo)
        await hand.channel('ceast')
        await stepInPage(hand, ref, 'confirm_release', 'Confirm release', { read: ['yes'] })
        await hand.message(ref, 'Released by two people', 'NOT YET RETURNED: do not act')

        await hand.become(who.spoc)
        await hand.channel('spoc-access-to-work')
        await hand.press('do:confirm_system_note', ref)
        await hand.form('Confirm system note')
        await hand.tickAll('ids')
        await hand.send()
        await hand.close()
        await hand.become(who.ceastOne)
        await hand.channel('ceast')
        await stepInPage(hand, ref, 'return_to_adviser', 'Return to adviser', { adviser: who.adviser })

        await hand.become(who.adviser)
        await hand.direct()
        await hand.message(ref, 'is returned to you')
        await hand.press('do:open_advice', ref)
        await hand.modal('Pay as before')
        await hand.close()
        await hand.channel('general')
        const after = await checkInPage(hand)
        expect(after).toContain('No hold is recorded under this number')
        expect(after).toContain('This is not permission to suspend or stop')
      }),
    180_000,
  )

  chromiumTest(
    'asks why in the middle of a form, reads the answer, and finds all that was typed (R24, VR ¶3)',
    () =>
      seen(async () => {
        const ref = await raiseInPage(hand)
        await hand.become(who.spoc)
        await hand.channel('spoc-access-to-work')
        await hand.press('do:record_triage_decision', ref)
        await hand.form('Record triage decision')
        await hand.fill({ concern: 'yes', reason: 'Half a reason' })
        await hand.pressInModal('why')
        expect(await hand.modal('Why this step: Record triage decision')).toContain(
          'VR ¶3: the SPOC triages all referrals',
        )
        await hand.page.getByTestId('modal-close').click()
        await hand.form('Record triage decision')
        const reason = hand.page.locator('dialog [data-block-id="reason"] textarea')
        expect(await reason.inputValue()).toBe('Half a reason')
        await hand.send({ visit: 'yes' })
        await hand.close()
      }),
    60_000,
  )

  chromiumTest(
    'moves the clock forward in the page, and a missed deadline is told in the channel (F16)',
    () =>
      seen(async () => {
        const ref = await raiseInPage(hand)
        await hand.become(who.spoc)
        await hand.channel('spoc-access-to-work')
        await hand.message(ref, 'Triage this concern by')
        const before = await hand.page.locator('#clock-day').textContent()
        await hand.page.getByTestId('toggle-clock').click()
        await hand.page.getByTestId('advance-five-working-days').click()
        await hand.message(ref, /Overdue since .*: triage decision/)
        await hand.message(ref, 'Triage this concern: overdue since')
        expect(await hand.page.locator('#clock-day').textContent()).not.toBe(before)
        await hand.page.getByTestId('drawer-close').click()
      }),
    60_000,
  )

  chromiumTest(
    'ends it with Ctrl-C in ten seconds, starts it again in the same folder, and finds the case (D22)',
    () =>
      seen(async () => {
        const ref = await raiseInPage(hand)
        const { code, ms } = await safehold.interrupt()
        expect(code).toBe(0)
        expect(ms).toBeLessThan(10_000)

        safehold = await startAsNewcomer(folder.path)
        await openWorkbench()
        await hand.become(who.raiser)
        await hand.say(`/concern case ${ref}`)
        expect(await hand.modal('Made-up concern')).toContain(ref)
        await hand.close()
        await hand.become(who.spoc)
        await hand.channel('spoc-access-to-work')
        await hand.message(ref, 'Triage this concern by')
      }),
    90_000,
  )

  chromiumTest('asks nobody but this computer for anything', () => {
    const asked = opened.flatMap(page => page.asked)
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter(address => new URL(address).hostname !== '127.0.0.1')).toEqual([])
  })
})

const part = (name: string) => ({ [name]: 'reviewed', [`${name}Note`]: 'Looked at the records' })
const review = {
  ...part('circumstances'),
  ...part('interactions'),
  ...part('documents'),
  ...part('thirdParties'),
  furtherInformation: 'no',
}

/** Whether words are red, in whatever shade. */
const isRed = async (words: Locator): Promise<boolean> => {
  const colour = await words.first().evaluate(node => {
    // Runs in the page, whose types this project does not have.
    const page = globalThis as unknown as { getComputedStyle(node: unknown): { color: string } }
    return page.getComputedStyle(node).color
  })
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number)
  return red > 140 && green < red / 2 && blue < red / 2
}
