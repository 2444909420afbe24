import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { exampleNumber, holdInPage, raiseInPage } from './case-in-page.ts'
import { newDataDir, startAsNewcomer } from './newcomer.ts'
import { openPage, type PageByHand } from './page-by-hand.ts'
import { who } from './people.ts'
import { fillStep, takeTurn, tourAt, tourSteps } from './tour-in-page.ts'

const folder = join('docs', 'images')
const size = { width: 1180, height: 790 }
const formSize = { width: 1180, height: 880 }

/** `node run.mjs pictures`: takes the pictures of README and docs/tour.md afresh, from Safehold as a newcomer sees it. */
export async function main(): Promise<0> {
  mkdirSync(folder, { recursive: true })
  for (const takeAll of [takeHold, takeTour]) await fromFresh(takeAll)
  return 0
}

const fromFresh = async (takeAll: (hand: PageByHand) => Promise<void>): Promise<void> => {
  const data = await newDataDir()
  const safehold = await startAsNewcomer(data.path)
  try {
    const hand = await openPage(safehold.url, { viewport: size })
    try {
      await takeAll(hand)
    } finally {
      await hand.stop()
    }
  } finally {
    await safehold.interrupt()
    data.remove()
  }
}

const take = async (hand: PageByHand, name: string): Promise<void> => {
  // Away from everything, so that nothing is lit up.
  await hand.page.mouse.move(0, 0)
  await hand.picture(join(folder, name))
  process.stdout.write(`${join(folder, name)}\n`)
}

const daysAgo = (n: number): string => addDays(localDateOf(new Date().toISOString()), -n)

const takeHold = async (hand: PageByHand): Promise<void> => {
  const { page } = hand
  // The offer of the tour is for newcomers; here it is in the way.
  await page.getByTestId('tour-start').click()
  await page.getByTestId('tour-hide').click()
  const ref = await raiseInPage(hand)
  await holdInPage(hand, ref, { on: daysAgo(14) })
  await hand.become(who.ceastOne)
  await hand.channel('ceast')
  await hand.message(ref, 'DO NOT SUSPEND OR STOP the award')
  await take(hand, 'hold-in-ceast.png')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('[data-testid=open-thread]').first().click()
  await take(hand, 'thread-in-the-dark.png')
  await page.getByTestId('thread-close').click()
  await page.emulateMedia({ colorScheme: 'light' })

  await hand.direct()
  await page.getByTestId('tab-home').click()
  await page.getByTestId('home').filter({ hasText: ref }).waitFor()
  await take(hand, 'home.png')

  await hand.become(who.adviser)
  await hand.say('/concern check')
  await hand.form('Check an award')
  await hand.send({ number: exampleNumber })
  await take(hand, 'check-held.png')
}

/** The forms of the tour that are pictured, by the button that opens them. */
const formPictures: Readonly<Record<string, string>> = {
  '/concern': 'form-raise.png',
  'Record triage decision': 'form-triage.png',
  'Complete visiting referral': 'form-referral.png',
  'Record visit outcome': 'form-visit.png',
  'Record evidence review': 'form-review.png',
  'Record CEAST outcome': 'form-outcome.png',
  'Release the hold': 'form-release.png',
  'Confirm release': 'form-confirm.png',
}

const takeTour = async (hand: PageByHand): Promise<void> => {
  await hand.page.getByTestId('tour-start').click()
  for (const [at, { person, buttons }] of tourSteps.entries()) {
    await tourAt(hand, at)
    await takeTurn(hand, person)
    if (at === 1) await take(hand, 'tour.png')
    await hand.page.setViewportSize(formSize)
    for (const button of buttons) {
      await fillStep(hand, button)
      const picture = formPictures[button]
      // The second visit has the form of the first.
      if (picture !== undefined && at !== 4) await take(hand, picture)
      await hand.send()
    }
    await hand.page.setViewportSize(size)
  }
  await hand.page.getByTestId('tour').filter({ hasText: 'Guided tour · done' }).waitFor()
  await hand.close()
  await take(hand, 'released.png')
}
