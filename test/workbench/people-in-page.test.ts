import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { chromiumTest } from '../support/services.ts'
import { startPair } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'
const ERIN = 'U0WBERINS1'
const OLGA_WHO_LEFT = 'U0WBOLGAR1'

describe('a message, in the page', () => {
  chromiumTest('of a person looks like no hold, whatever it says', async () => {
    const { bench, stop } = await startPair('socket')
    const hand = await openPage(bench.url)
    try {
      bench.driver.as(ERIN).say(bench.channels.general, 'DO NOT SUSPEND OR STOP the award')
      await hand.become(AMIRA)
      await hand.channel('general')
      const message = hand.page.getByTestId('message').filter({ hasText: 'DO NOT SUSPEND' })
      await message.waitFor()
      expect(await message.getAttribute('class')).not.toContain('tone-')
      expect(await message.locator('.lead').count()).toBe(0)
    } finally {
      await hand.stop()
      await stop()
    }
  })
})

describe('a field for several people, in the page', () => {
  let pair: Awaited<ReturnType<typeof startPair>>
  let hand: PageByHand | undefined

  beforeAll(async () => {
    pair = await startPair('socket')
  })
  afterAll(async () => {
    await hand?.stop()
    await pair?.stop()
  })

  chromiumTest('is a list of names to tick, and what is ticked is sent and kept', async () => {
    hand = await openPage(pair.bench.url)
    const { page } = hand
    await hand.become(AMIRA)
    await hand.channel('general')
    await hand.say('/concern meeting')
    await hand.form('Meeting')
    const field = page.locator('[data-block-id="who"]')
    expect(await field.locator('legend').innerText()).toBe('Who attended?')
    expect(await field.getByRole('checkbox', { name: /^Erin Shaw, / }).count()).toBe(1)
    expect(await field.locator(`input[value="${OLGA_WHO_LEFT}"]`).count()).toBe(0)

    await expect(hand.send()).rejects.toThrow('This needs an answer')
    const words = await hand.send({ who: [ERIN, AMIRA] })
    expect(words).toContain('Amira Khan')
    expect(words).toContain('Erin Shaw')
    const chosen = pair.bench.driver.as(AMIRA).view()
    expect(JSON.stringify(chosen?.blocks)).toContain(`They were <@${AMIRA}> <@${ERIN}>`)
  })
})
