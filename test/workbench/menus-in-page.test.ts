import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { chromiumTest } from '../support/services.ts'
import { startPair } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'
const soon = { timeout: 10_000 }

describe('in the page', () => {
  let pair: Awaited<ReturnType<typeof startPair>>
  let hand: PageByHand

  beforeAll(async () => {
    pair = await startPair('socket')
    hand = await openPage(pair.bench.url)
    await hand.become(AMIRA)
    await hand.channel('general')
  })
  afterEach(() => hand?.close())
  afterAll(async () => {
    await hand?.stop()
    await pair?.stop()
  })

  chromiumTest('a menu asks the app what it offers, and what is chosen is sent', async () => {
    const { page } = hand
    await hand.say('/concern city')
    await hand.form('City')
    const box = page.getByRole('combobox', { name: 'Which city?' })
    const london = page.getByRole('option', { name: /london/i })
    await box.fill('L')
    await box.fill('Lo')
    await london.waitFor()
    // Words alone are no choice.
    await expect(hand.send()).rejects.toThrow('This needs an answer')

    await box.fill('Lon')
    await london.waitFor()
    await box.press('ArrowDown')
    await box.press('Escape')
    await expect.poll(() => london.count(), soon).toBe(0)
    expect(await page.getByTestId('modal').isVisible()).toBe(true)
    await box.fill('Lo')
    await london.waitFor()
    await box.press('ArrowDown')
    await box.press('Enter')
    expect(await box.inputValue()).toMatch(/london/i)
    expect(await hand.send()).toMatch(/london/i)
  })

  chromiumTest('what the app offers from anywhere is in a menu beside the message box', async () => {
    const { page } = hand
    await page.getByTestId('shortcuts').click()
    await page.getByTestId('shortcut-raise_anywhere').click()
    await expect.poll(() => pair.bench.driver.as(AMIRA).view()?.callback_id, soon).toBe('anywhere')
    expect(await hand.modal()).not.toBe('')
  })
})
