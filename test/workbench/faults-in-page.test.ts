import { afterAll, beforeAll, describe, expect } from 'vitest'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { chromiumTest } from '../support/services.ts'
import { startPair } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'

describe('the faults in the drawer of the page', () => {
  let pair: Awaited<ReturnType<typeof startPair>>
  let hand: PageByHand

  beforeAll(async () => {
    pair = await startPair('socket')
  })
  afterAll(async () => {
    await hand?.stop()
    await pair?.stop()
  })

  chromiumTest('are picked, set, started, seen to strike, logged and ended', async () => {
    const { faults, world } = pair.bench
    world.timing.ackMs = 300
    hand = await openPage(pair.bench.url)
    const { page } = hand
    await hand.become(AMIRA)
    await hand.channel('general')
    await page.getByTestId('toggle-faults').click()
    expect(await page.getByTestId('fault-kind').locator('option').allInnerTexts()).toEqual(
      faults.kinds.map(({ label }) => label),
    )

    await page.getByTestId('fault-kind').selectOption('lost')
    await page.locator('#fault-happens').filter({ hasText: 'does not reach the app' }).waitFor()
    await page.getByLabel('What is sent to the app').selectOption('slash_commands')
    await page.getByLabel(/^How many times/).fill('2')
    await page.getByTestId('fault-start').click()
    const active = page.getByTestId('active-fault')
    await active.filter({ hasText: 'struck 0 times, 2 to come' }).waitFor()
    expect(faults.list()).toMatchObject([
      { kind: 'lost', params: { payload: 'slash_commands', count: 2 }, left: 2 },
    ])
    expect(await page.getByTestId('toggle-faults').innerText()).toBe('Faults (1)')

    await hand.say('/concern hello')
    await active.filter({ hasText: 'struck once, 1 to come' }).waitFor()
    await page.getByTestId('tab-log').click()
    await page.getByTestId('log').getByText('fault lost').waitFor()
    await page.getByTestId('tab-log').press('ArrowRight')

    await page.getByTestId('fault-kind').selectOption('channel-archived')
    await page.getByTestId('fault-start').click()
    await page.locator('#failure').filter({ hasText: 'needs a channel' }).waitFor()
    await page.getByLabel('Channel', { exact: true }).selectOption(pair.bench.channels.ceast)
    await page.getByTestId('fault-start').click()
    await active.filter({ hasText: 'Channel archived' }).waitFor()

    await page.getByRole('button', { name: 'End Never delivered' }).click()
    await active.filter({ hasText: 'Never delivered' }).waitFor({ state: 'detached' })
    await page.getByTestId('fault-end-all').click()
    await page.locator('#fault-none').waitFor({ state: 'visible' })
    expect(faults.list()).toEqual([])
    expect(world.channels.get(pair.bench.channels.ceast)?.archived).toBe(false)
  })
})
