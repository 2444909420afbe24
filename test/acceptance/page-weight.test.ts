import { afterEach, describe, expect } from 'vitest'
import { post } from '../../src/workbench/messages.ts'
import type { Channel } from '../../src/workbench/world.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { chromiumTest } from '../support/services.ts'

const many = 2000

describe('the page of the workbench', () => {
  let bench: Workbench | undefined
  let hand: PageByHand | undefined

  afterEach(async () => {
    await hand?.stop()
    await bench?.stop()
  })

  chromiumTest('loads in under a second', async () => {
    bench = await startWorkbench({ port: 0, transport: 'http' })
    hand = await openPage(bench.url)
    const { page } = hand
    const from = performance.now()
    await page.goto(`${bench.url}/?again`)
    await page.locator('#empty').filter({ hasText: 'This is the start of' }).waitFor()
    const ms = performance.now() - from
    print(`The page is ready after ${ms.toFixed(0)} ms, with ${await heapOf(hand)} of memory`)
    expect(ms).toBeLessThan(1000)
  })

  chromiumTest(`stays quick with ${many} messages in a channel`, async () => {
    bench = await startWorkbench({ port: 0, transport: 'http' })
    const channel = channelIn(bench)
    for (let n = 0; n < many; n++) headline(bench, channel, n)
    hand = await openPage(bench.url)
    const { page } = hand
    const messages = page.locator('#messages [data-testid=message]')
    const from = performance.now()
    await page.goto(`${bench.url}/?again`)
    await messages
      .last()
      .filter({ hasText: `Headline ${many - 1}` })
      .waitFor()
    const loaded = performance.now() - from
    expect(await messages.count()).toBeLessThanOrEqual(200)

    const before = performance.now()
    headline(bench, channel, many)
    await messages
      .last()
      .filter({ hasText: `Headline ${many}` })
      .waitFor()
    const shown = performance.now() - before

    const typing = performance.now()
    await page.getByTestId('composer').pressSequentially('twenty letters long..')
    const perKey = (performance.now() - typing) / 21

    const back = performance.now()
    await page.getByTestId('show-earlier').click()
    await messages.nth(399).waitFor()
    const earlier = performance.now() - back

    const figures = { loaded, shown, perKey, earlier }
    for (const [name, ms] of Object.entries(figures)) print(`${name}: ${ms.toFixed(0)} ms`)
    print(`memory: ${await heapOf(hand)}`)
    expect(loaded).toBeLessThan(1000)
    expect(shown).toBeLessThan(500)
    expect(perKey).toBeLessThan(50)
    expect(earlier).toBeLessThan(1000)
  })
})

const channelIn = ({ world, channels }: Workbench): Channel => {
  const channel = world.channels.get(channels.general)
  if (channel === undefined) throw new Error('There is no #general')
  return channel
}

/** A message of the size of a real one: three sections and four buttons. */
const headline = ({ world }: Workbench, channel: Channel, n: number): void => {
  const text = `Headline ${n}\nACS-2026-000001-T · Access to Work · with CEAST · NOT YET ON DISC, ATWIS\nNext: a named lead, by 5pm on 23 November 2026 (VR ¶12; the date is a Safehold default)`
  const sections = text.split('\n').map(line => ({ type: 'section', text: { type: 'mrkdwn', text: line } }))
  const buttons = ['Take the lead', 'Record evidence review', 'Record marker decision', 'Open'].map(
    words => ({
      type: 'button',
      action_id: words,
      value: '41fa296f-f283-4d56-9aa7-8dec9efeac30.12',
      text: { type: 'plain_text', text: words },
    }),
  )
  const blocks = [...sections, { type: 'actions', elements: buttons }]
  post(world, channel, { user: world.identity.botUserId, bot: true, text, blocks })
}

const heapOf = async ({ page }: PageByHand): Promise<string> => {
  const devtools = await page.context().newCDPSession(page)
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return `${(usedSize / 1_048_576).toFixed(1)} MB`
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
