import { afterEach, describe, expect } from 'vitest'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { chromiumTest } from '../support/services.ts'
import { fillStep, takeTurn, tourAt, tourSteps } from '../support/tour-in-page.ts'

describe('the guided tour, on a fresh database', () => {
  let safehold: Running | undefined
  let hand: PageByHand | undefined

  afterEach(async () => {
    await hand?.stop()
    await safehold?.stop()
  })

  const start = async (
    transport: 'socket' | 'http',
    look: Parameters<typeof openPage>[1] = {},
  ): Promise<PageByHand> => {
    safehold = await startSafehold({ transport })
    hand = await openPage(safehold.workbench.url, look)
    return hand
  }

  chromiumTest(
    'takes a newcomer from raising to release in eight steps, and sees by itself what was done (http)',
    async () => walk(await start('http')),
    60_000,
  )

  chromiumTest(
    'stands under the messages of a narrow screen, where everything it names can be pressed (http)',
    async () => {
      const narrow = await start('http', { viewport: { width: 390, height: 844 } })
      await narrow.page.getByTestId('tour-toggle').click()
      await goThrough(narrow)
    },
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
      await tourAt(opened, 0)
    },
    60_000,
  )
})

/** Goes the tour to its end; `meanwhile` happens before the third step. */
const walk = async (hand: PageByHand, meanwhile?: () => Promise<void>): Promise<void> => {
  const { page } = hand
  expect(await page.getByTestId('tour').isVisible()).toBe(false)
  await page.getByTestId('tour-start').click()
  await goThrough(hand, meanwhile)
}

const goThrough = async (hand: PageByHand, meanwhile?: () => Promise<void>): Promise<void> => {
  const { page } = hand
  const card = page.getByTestId('tour')
  for (const [at, { title, person, buttons }] of tourSteps.entries()) {
    await tourAt(hand, at)
    if (at === 2) await meanwhile?.()
    await tourAt(hand, at)
    expect(await page.getByTestId('tour-title').innerText()).toBe(title)
    expect(await page.getByTestId('tour-who').innerText()).toContain(person)
    expect(await card.innerText()).toMatch(/\((ME|VR) ¶|beside VR ¶11/)
    await takeTurn(hand, person)
    for (const button of buttons) {
      await fillStep(hand, button)
      await hand.send()
    }
  }
  await card.filter({ hasText: 'Guided tour · done' }).waitFor()
  await hand.close()
  await page.locator('#messages').filter({ hasText: 'Released by two people' }).waitFor()
}
