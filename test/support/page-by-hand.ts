import { type BrowserContext, type Locator, type Page, chromium } from 'playwright-core'
import { personPlans } from '../../src/workbench/people.ts'
import { chromiumPath } from './services.ts'

/** By block id: text, an option's value, several options' values, a day, or a person's id. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

type Look = { colorScheme?: 'light' | 'dark'; viewport?: { width: number; height: number } }

const waitMs = 15_000

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The workbench in a real browser, used as a person uses it: by what is on the page, never behind its back. */
export type PageByHand = {
  page: Page
  /** Every address that the page asked for. */
  asked: readonly string[]
  /** Becomes another of the made-up people. */
  become(person: string): Promise<void>
  /** Opens a channel by name. */
  channel(name: string): Promise<void>
  /** Opens the direct message with Safehold. */
  direct(): Promise<void>
  /** Types into the message box and sends it. */
  say(text: string): Promise<void>
  /** The first message here about this case with all of these words, once there is one. */
  message(ref: string, ...words: (string | RegExp)[]): Promise<Locator>
  /** Presses a button in the first message about this case that has it. */
  press(actionId: string, ref: string): Promise<void>
  /** Presses a button in the modal. */
  pressInModal(actionId: string): Promise<void>
  /** Waits for a form with this title, ready to be filled in. */
  form(title: string): Promise<void>
  /** Fills in the form on the screen. */
  fill(answers: Typed): Promise<void>
  /** Ticks every box of a field, or chooses the first of its list, where only the case knows the values. */
  tickAll(blockId: string): Promise<void>
  /** Sends the form and gives the words of what came in its place. */
  send(answers?: Typed): Promise<string>
  /** The words of the modal, once they match. */
  modal(words?: string | RegExp): Promise<string>
  /** Closes every modal. */
  close(): Promise<void>
  picture(path: string): Promise<void>
  stop(): Promise<void>
}

/** Starts Chromium and opens the workbench at this address. Ends with `stop`. */
export const openPage = async (url: string, look: Look = {}): Promise<PageByHand> => {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: quiet })
  try {
    const context = await browser.newContext({
      viewport: look.viewport ?? { width: 1280, height: 860 },
      colorScheme: look.colorScheme ?? 'light',
      reducedMotion: 'reduce',
    })
    const page = await pageOf(context, url)
    return { ...page, stop: () => browser.close() }
  } catch (error) {
    await browser.close()
    throw error
  }
}

const pageOf = async (context: BrowserContext, url: string): Promise<Omit<PageByHand, 'stop'>> => {
  const page = await context.newPage()
  page.setDefaultTimeout(waitMs)
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.goto(url)
  const on = (testId: string) => page.getByTestId(testId)
  const dialog = on('modal')

  /** The messages belong to the place that the address names, not to the one before. */
  const arrived = async (): Promise<void> => {
    const place = new URLSearchParams(new URL(page.url()).hash.slice(1))
    await page
      .locator(`[data-testid=messages][data-place="${place.get('person')} ${place.get('channel')}"]`)
      .waitFor({ state: 'attached' })
  }

  /** The messages about a case: each has a button that opens it. Linked cases are named in words only. */
  const messages = (ref: string, words: readonly (string | RegExp)[] = []): Locator =>
    words.reduce(
      (found, hasText) => found.filter({ hasText }),
      page
        .locator('#messages [data-testid=message]')
        .filter({ has: page.locator(`button[aria-label="Open ${ref}"]`) }),
    )

  const modal = async (words: string | RegExp = /./): Promise<string> => {
    await dialog.filter({ hasText: words }).waitFor()
    return dialog.innerText()
  }

  const fill = async (answers: Typed): Promise<void> => {
    for (const [blockId, answer] of Object.entries(answers)) await fillBlock(blockOf(dialog, blockId), answer)
  }

  return {
    page,
    asked,
    become: async person => {
      const name = personPlans.find(one => one.id === person)?.name ?? person
      await on('person-switcher').click()
      await on(`person-${person}`).click()
      await on('person-switcher').filter({ hasText: name }).waitFor()
      await arrived()
    },
    channel: async name => {
      await on(`channel-${name}`).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      await arrived()
    },
    direct: async () => {
      await page.locator('#directs button').click()
      await page.getByRole('heading', { level: 1, name: 'Safehold', exact: true }).waitFor()
      await arrived()
    },
    say: async text => {
      await on('composer').fill(text)
      await on('send').click()
    },
    message: async (ref, ...words) => {
      const found = messages(ref, words).first()
      await found.waitFor()
      return found
    },
    press: async (actionId, ref) => {
      const button = `button[data-action-id="${actionId}"]`
      await messages(ref)
        .filter({ has: page.locator(button) })
        .first()
        .locator(button)
        .click()
    },
    pressInModal: async actionId => {
      await dialog.locator(`button[data-action-id="${actionId}"]`).first().click()
    },
    form: async title => {
      await on('modal-title').filter({ hasText: title }).waitFor()
      await on('modal-submit').waitFor()
    },
    fill,
    tickAll: async blockId => {
      const block = blockOf(dialog, blockId)
      const list = block.locator('select')
      if ((await list.count()) > 0) await list.selectOption({ index: 1 })
      for (const box of await block.locator('input[type=checkbox]').all()) await box.check()
    },
    send: async (answers = {}) => {
      await fill(answers)
      await on('modal-submit').click()
      const problem = dialog.locator('[data-testid=error-summary]:visible, [data-failure]:not(:empty)')
      await dialog
        .locator('[data-testid=modal-submit][hidden]')
        .or(problem)
        .first()
        .waitFor({ state: 'attached' })
      if (await problem.first().isVisible())
        throw new Error(`The form was not taken:\n${await dialog.innerText()}`)
      return modal()
    },
    modal,
    close: async () => {
      while (await dialog.isVisible()) {
        const view = await dialog.getAttribute('data-view-id')
        await on('modal-close').click()
        await page.locator(`dialog[data-view-id="${view}"]`).waitFor({ state: 'hidden' })
      }
    },
    picture: async path => {
      await page.screenshot({ path })
    },
  }
}

const blockOf = (dialog: Locator, blockId: string): Locator => dialog.locator(`[data-block-id="${blockId}"]`)

const fillBlock = async (block: Locator, answer: string | readonly string[]): Promise<void> => {
  const ticks = block.locator('input[type=radio], input[type=checkbox]')
  if ((await ticks.count()) > 0) {
    const wanted = typeof answer === 'string' ? [answer] : answer
    for (const value of wanted) await block.locator(`input[value="${value}"]`).check()
    return
  }
  if (typeof answer !== 'string') throw new Error('This field takes one answer')
  const list = block.locator('select')
  if ((await list.count()) > 0) await list.selectOption(answer)
  else await block.locator('input, textarea').fill(answer)
}
