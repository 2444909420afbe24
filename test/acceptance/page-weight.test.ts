import { afterEach, describe, expect } from 'vitest'
import { post } from '../../src/workbench/messages.ts'
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
    const ms = await quickest(1000, async () => {
      await page.reload()
      await page.locator('#empty').filter({ hasText: 'This is the start of' }).waitFor()
    })
    print(`ready: ${ms.toFixed(0)} ms, ${await memoryOf(hand)}`)
    expect(ms).toBeLessThan(1000)
  })

  chromiumTest(
    `loads as fast, and shows what is new at once, with ${many} messages in a channel`,
    async () => {
      bench = await startWorkbench({ port: 0, transport: 'http' })
      const headline = headlinesIn(bench)
      for (let n = 1; n <= many; n++) headline()
      hand = await openPage(bench.url)
      const { page } = hand
      const messages = page.locator('#messages [data-testid=message]')
      const shows = (n: number) =>
        messages
          .last()
          .filter({ hasText: `Headline ${n}:` })
          .waitFor()

      const loaded = await quickest(1000, async () => {
        await page.reload()
        await shows(many)
      })
      expect(await messages.count()).toBe(200)
      const shown = await quickest(300, () => shows(headline()))
      const typed = await quickest(500, () =>
        page.getByTestId('composer').pressSequentially('ten letters'.slice(0, 10)),
      )
      let drawn = 200
      const earlier = await quickest(1000, async () => {
        await page.getByTestId('show-earlier').click()
        drawn += 200
        await messages.nth(drawn - 1).waitFor()
      })

      const figures = { loaded, shown, typed, earlier }
      for (const [name, ms] of Object.entries(figures)) print(`${name}, of ${many}: ${ms.toFixed(0)} ms`)
      print(`with ${await memoryOf(hand)}`)
      expect(loaded).toBeLessThan(1000)
      expect(shown).toBeLessThan(300)
      expect(typed).toBeLessThan(500)
      expect(earlier).toBeLessThan(1000)
    },
    40_000,
  )
})

/** Other work on this computer makes a thing slower, never quicker: the quickest of a few says what it takes, in ms. */
const quickest = async (enoughMs: number, work: () => Promise<void>): Promise<number> => {
  let least = Infinity
  for (let n = 0; n < 6 && least >= enoughMs; n++) {
    const from = performance.now()
    await work()
    least = Math.min(least, performance.now() - from)
  }
  return least
}

/** Posts messages of the size of real ones, of three sections and four buttons, and gives each one's number. */
const headlinesIn = ({ channels, world }: Workbench): (() => number) => {
  const channel = world.channels.get(channels.general)
  if (channel === undefined) throw new Error('There is no #general')
  const buttons = ['Take the lead', 'Record evidence review', 'Record marker decision', 'Open'].map(
    words => ({
      type: 'button',
      action_id: words,
      value: '41fa296f-f283-4d56-9aa7-8dec9efeac30.12',
      text: { type: 'plain_text', text: words },
    }),
  )
  let n = 0
  return () => {
    n += 1
    const lines = [
      `Headline ${n}: DO NOT SUSPEND OR STOP this Access to Work award (VR ¶11)`,
      'ACS-2026-000001-T · Access to Work · with CEAST · NOT YET ON DISC, ATWIS',
      'Next: a named lead, by 5pm on 23 November 2026 (VR ¶12; the date is a Safehold default)',
    ]
    const sections = lines.map(text => ({ type: 'section', text: { type: 'mrkdwn', text } }))
    const blocks = [...sections, { type: 'actions', elements: buttons }]
    post(world, channel, { user: world.identity.botUserId, bot: true, text: lines.join('\n'), blocks })
    return n
  }
}

const memoryOf = async ({ page }: PageByHand): Promise<string> => {
  const devtools = await page.context().newCDPSession(page)
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return `${(usedSize / 1_048_576).toFixed(1)} MB of memory`
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
