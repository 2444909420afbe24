import axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { holdInPage, raiseInPage } from '../support/case-in-page.ts'
import { openPage, type PageByHand } from '../support/page-by-hand.ts'
import { who } from '../support/people.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { chromiumTest } from '../support/services.ts'

let safehold: Running
let ref: string
let hand: PageByHand

/** What axe-core finds wrong on the page as it stands, by day and by night, as "what: where". */
const problemsOn = async ({ page }: PageByHand): Promise<string[]> => {
  await page.evaluate(axe.source)
  // The script that was just run put `axe` into the page.
  const day = await page.evaluate<AxeResults>('axe.run({ rules: { "target-size": { enabled: true } } })')
  await page.emulateMedia({ colorScheme: 'dark' })
  // Of all that is looked at, only the contrast depends on the colours.
  const night = await page.evaluate<AxeResults>('axe.run({ runOnly: ["color-contrast"] })')
  await page.emulateMedia({ colorScheme: 'light' })
  return [...day.violations, ...night.violations].flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  )
}

describe('the page of the workbench, for everybody', () => {
  beforeAll(async () => {
    safehold = await startSafehold()
    hand = await openPage(safehold.workbench.url)
    ref = await raiseInPage(hand)
    await holdInPage(hand, ref)
  }, 60_000)
  afterAll(async () => {
    await hand?.stop()
    await safehold?.stop()
  })

  chromiumTest(
    'has nothing on any screen that axe-core finds wrong, in light and in dark colours',
    async () => {
      const { page } = hand
      const on = (id: string) => page.getByTestId(id)
      const found: Record<string, string[]> = {}
      const look = async (screen: string) => {
        found[screen] = await problemsOn(hand)
      }
      await hand.become(who.raiser)
      await on('person-switcher').click()
      await look('the people')
      await on('person-switcher').click()
      await on('tour-start').click()
      await on('composer').fill('/concern ')
      await page.keyboard.press('ArrowDown')
      await look('the tour, and the words of a command')
      await on('tour-hide').click()

      await on('composer').fill('')
      await hand.say('/concern')
      await hand.form('Raise a concern')
      await on('modal-submit').click()
      await on('error-summary').waitFor()
      await look('a form with problems')
      await hand.fill({ danger: 'yes' })
      await hand.modal('Ring 999 now')
      await look('danger')
      await hand.close()

      await hand.become(who.ceastOne)
      await hand.direct()
      await on('tab-home').click()
      await on('home').filter({ hasText: ref }).waitFor()
      await look('the home')

      await hand.channel('ceast')
      await on('open-thread').first().click()
      await on('toggle-log').click()
      await on('log').locator('li').first().waitFor()
      await look('a held case, its thread and the log')
      await on('tab-clock').click()
      await look('the clock')
      await on('drawer-close').click()
      await on('thread-close').click()

      await hand.press('open_case', ref)
      await hand.modal('OFFICIAL-SENSITIVE')
      await look('the case')
      await hand.close()
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map(screen => [screen, []])))
    },
    60_000,
  )

  chromiumTest(
    'is used with the keyboard alone: another person, a command, a form with problems, a button, a thread',
    async () => {
      const { page } = hand
      await page.reload()
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key)
      }
      /** Goes on with Tab to what has this test id or these words. */
      const tabTo = async (wanted: string) => {
        for (let n = 0; n < 80; n++) {
          await press('Tab')
          if ((await focusOn(page)).includes(wanted)) return
        }
        throw new Error(`Tab never came to "${wanted}"`)
      }

      await tabTo('Skip to the conversation')
      await press('Enter')
      await expect.poll(() => focusOn(page)).toContain('composer')

      await tabTo('person-switcher')
      await press('Enter')
      await tabTo(`person-${who.spoc}`)
      await press('Enter')
      await page.getByTestId('person-switcher').filter({ hasText: 'Erin Shaw' }).waitFor()
      await expect.poll(() => focusOn(page)).toContain('person-switcher')

      await tabTo('composer')
      await page.keyboard.type('/concern ch')
      await press('Tab')
      expect(await page.getByTestId('composer').inputValue()).toBe('/concern check ')
      await press('Enter')
      await hand.form('Check an award')
      await tabTo('modal-submit')
      await press('Enter')
      await page.getByTestId('error-summary').filter({ hasText: /./ }).waitFor()
      for (let n = 0; n < 60; n++) {
        await press('Tab')
        expect(await page.evaluate('document.activeElement.closest("dialog") !== null')).toBe(true)
      }
      await press('Escape')
      await page.getByTestId('modal').waitFor({ state: 'hidden' })
      await expect.poll(() => focusOn(page)).toContain('composer')

      await tabTo('toggle-clock')
      await press('Enter')
      await expect.poll(() => focusOn(page)).toContain('tab-clock')
      await press('ArrowRight')
      await expect.poll(() => focusOn(page)).toContain('tab-log')
      await press('Escape')
      await expect.poll(() => focusOn(page)).toContain('toggle-log')

      await tabTo('open-thread')
      await press('Enter')
      await expect.poll(() => focusOn(page)).toContain('thread-composer')
      await page.keyboard.type('Seen')
      await press('Enter')
      await page.getByTestId('thread-messages').filter({ hasText: 'Seen' }).waitFor()
      await press('Escape')
      await page.getByTestId('thread').waitFor({ state: 'hidden' })
      await expect.poll(() => focusOn(page)).toContain('composer')
    },
    40_000,
  )

  chromiumTest('is light or dark as the system is, until somebody chooses', async () => {
    const { page } = hand
    await page.emulateMedia({ colorScheme: 'dark' })
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    const dark = await ground()
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await ground()
    expect(light).not.toBe(dark)
    const button = page.getByTestId('theme')
    await button.click()
    await button.click()
    expect(await button.innerText()).toBe('Colours: dark')
    expect(await ground()).toBe(dark)
    await page.reload()
    expect(await ground()).toBe(dark)
  })

  chromiumTest('offers the tour anew where the workspace is not the one in which it was begun', async () => {
    const { page } = hand
    const begun = { workspace: 'another', shown: true, started: true, ref: 'ACS-2026-000009-T', steps: 5 }
    await page.evaluate(`localStorage.setItem('safehold-tour', ${JSON.stringify(JSON.stringify(begun))})`)
    await page.reload()
    await page.getByTestId('tour-offer').waitFor()
    expect(await page.getByTestId('tour').isVisible()).toBe(false)
  })

  chromiumTest('asks no other computer for anything, whatever is opened', () => {
    expect(hand.asked.length).toBeGreaterThan(100)
    expect(hand.asked.filter(address => new URL(address).hostname !== '127.0.0.1')).toEqual([])
  })
})

/** The test id and the words of what has focus. */
const focusOn = (page: PageByHand['page']): Promise<string> =>
  page.evaluate<string>(
    '[document.activeElement.dataset.testid, document.activeElement.textContent].filter(Boolean).join(" ")',
  )
