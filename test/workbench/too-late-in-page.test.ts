import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { chromiumTest } from '../support/services.ts'
import { neverAnswered, startPair } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'

describe('when the app is too late, the page shows what Slack would', () => {
  let pair: Awaited<ReturnType<typeof startPair>>
  let hand: PageByHand

  beforeAll(async () => {
    pair = await startPair('socket')
  })
  afterAll(async () => {
    await hand?.stop()
    await pair?.stop()
  })

  chromiumTest('for a command in the channel, only to the person, and for a form inside it', async () => {
    const { timing } = pair.bench.world
    hand = await openPage(pair.bench.url)
    const { page } = hand
    await hand.become(AMIRA)
    await hand.channel('general')
    timing.ackMs = 200
    await hand.say('/concern silent')
    const told = page.getByTestId('message').filter({ hasText: 'operation_timeout' })
    await told.waitFor()
    expect(await told.innerText()).toMatch(
      /Only visible to you[^]*Slackbot[^]*\/concern failed with the error/,
    )
    expect(await page.locator('#failure').innerText()).toBe('')
    // What was typed comes back, to be sent again.
    expect(await page.getByTestId('composer').inputValue()).toBe('/concern silent')

    timing.ackMs = 3000
    await hand.say('/concern')
    await hand.form('Raise a concern')
    await page.locator('[data-block-id=danger] input').last().check()
    await page.locator('[data-block-id=what] textarea').fill(neverAnswered)
    timing.ackMs = 200
    await page.getByTestId('modal-submit').click()
    await page
      .getByTestId('modal')
      .filter({ hasText: 'We had some trouble connecting. Try again?' })
      .waitFor()
    expect(await page.locator('[data-block-id=what] textarea').inputValue()).toBe(neverAnswered)
  })
})
