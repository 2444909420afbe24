import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { chromiumTest } from '../support/services.ts'
import { startPair } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'
const ERIN = 'U0WBERINS1'
const OLGA_WHO_LEFT = 'U0WBOLGAR1'

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
