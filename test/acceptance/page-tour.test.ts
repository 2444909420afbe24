import { afterEach, describe, expect } from 'vitest'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { chromiumTest } from '../support/services.ts'

const steps = [
  { title: 'Raise a concern', person: 'Ben Owen', buttons: ['/concern'] },
  { title: 'Decide whether to visit', person: 'Erin Shaw', buttons: ['Record triage decision'] },
  { title: 'Refer to DWP Visiting', person: 'Erin Shaw', buttons: ['Complete visiting referral'] },
  { title: 'Record a first visit', person: 'Gwen Hart', buttons: ['Record visit outcome'] },
  { title: 'Record a second visit', person: 'Gwen Hart', buttons: ['Record visit outcome'] },
  {
    title: 'Look at everything',
    person: 'Iris Dunn',
    buttons: ['Take the lead', 'Record evidence review', 'Record marker decision', 'Record CEAST outcome'],
  },
  { title: 'Ask for the release', person: 'Iris Dunn', buttons: ['Release the hold'] },
  { title: 'Confirm the release', person: 'Jamal Reid', buttons: ['Confirm release'] },
] as const

describe('the guided tour, on a fresh database', () => {
  let safehold: Running | undefined
  let hand: PageByHand | undefined

  afterEach(async () => {
    await hand?.stop()
    await safehold?.stop()
  })

  const start = async (transport: 'socket' | 'http'): Promise<PageByHand> => {
    safehold = await startSafehold({ transport })
    hand = await openPage(safehold.workbench.url)
    return hand
  }

  chromiumTest(
    'takes a newcomer from raising to release in eight steps, and sees by itself what was done (http)',
    async () => walk(await start('http')),
    60_000,
  )

  chromiumTest(
    'is found again where it was, after it was hidden and the page was loaded again, and begins anew (socket)',
    async () => {
      const opened = await start('socket')
      const { page } = opened
      await walk(opened, async () => {
        await opened.close()
        await page.getByTestId('tour-hide').click()
        await page.reload()
        await page.getByTestId('person-switcher').filter({ hasText: 'Erin Shaw' }).waitFor()
        expect(await page.getByTestId('tour').isVisible()).toBe(false)
        await page.getByTestId('tour-toggle').click()
      })
      await page.getByTestId('tour-again').click()
      await page.getByTestId('tour').filter({ hasText: 'step 1 of 8' }).waitFor()
    },
    60_000,
  )
})

/** Goes the tour to its end; `meanwhile` happens before the third step. */
const walk = async (hand: PageByHand, meanwhile?: () => Promise<void>): Promise<void> => {
  const { page } = hand
  const card = page.getByTestId('tour')
  expect(await card.isVisible()).toBe(false)
  await page.getByTestId('tour-start').click()
  for (const [at, { title, person, buttons }] of steps.entries()) {
    const here = card.filter({ hasText: `step ${at + 1} of 8` })
    await here.waitFor()
    if (at === 2) await meanwhile?.()
    await here.waitFor()
    expect(await page.getByTestId('tour-title').innerText()).toBe(title)
    expect(await page.getByTestId('tour-who').innerText()).toContain(person)
    expect(await card.innerText()).toMatch(/\((ME|VR) ¶|beside VR ¶11/)
    await hand.close()
    if (await page.getByTestId('tour-switch').isVisible()) await page.getByTestId('tour-switch').click()
    await page
      .getByTestId('tour-who')
      .filter({ hasText: `You are ${person}` })
      .waitFor()
    for (const button of buttons) await takeStep(hand, button)
  }
  await card.filter({ hasText: 'Guided tour · done' }).waitFor()
  await hand.close()
  await page.locator('#messages').filter({ hasText: 'Released by two people' }).waitFor()
}

/** Presses the button the card names, has the form filled in, and sends it. */
const takeStep = async (hand: PageByHand, button: string): Promise<void> => {
  const { page } = hand
  await hand.close()
  if (button.startsWith('/')) await hand.say(button)
  else await page.locator('#messages').getByRole('button', { name: button }).last().click()
  await page.getByTestId('modal-submit').waitFor()
  await page.getByTestId('tour-fill').click()
  await hand.send()
}
