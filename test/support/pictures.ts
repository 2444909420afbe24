import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { exampleNumber, holdInPage, raiseInPage } from './case-in-page.ts'
import { takeForms } from './form-pictures.ts'
import { newDataDir, startAsNewcomer } from './newcomer.ts'
import { takePack } from './pack-picture.ts'
import { openPage, type PageByHand } from './page-by-hand.ts'
import { who } from './people.ts'
import { fillStep, takeTurn, tourAt, tourSteps } from './tour-in-page.ts'

const folder = join('docs', 'images')
const size = { width: 1180, height: 790 }
const formSize = { width: 1180, height: 880 }

/** `node run.mjs pictures`: takes the pictures of the documents afresh, from Safehold as a newcomer sees it. */
export async function main(): Promise<0> {
  mkdirSync(folder, { recursive: true })
  for (const takeThem of [takeAll, takeTour]) await fromFresh(takeThem)
  await takePack(join(folder, 'pack.png'))
  return 0
}

/** The tour begins with a fresh database, so each series of pictures has one. */
const fromFresh = async (takeThem: (hand: PageByHand) => Promise<void>): Promise<void> => {
  const data = await newDataDir()
  const safehold = await startAsNewcomer(data.path)
  try {
    const hand = await openPage(safehold.url, { viewport: size })
    try {
      await takeThem(hand)
    } finally {
      await hand.stop()
    }
  } finally {
    await safehold.interrupt()
    data.remove()
  }
}

const takerOf = (hand: PageByHand) => async (name: string) => {
  // Away from everything, so that nothing is lit up.
  await hand.page.mouse.move(0, 0)
  await hand.picture(join(folder, name))
  process.stdout.write(`${join(folder, name)}\n`)
}

const daysAgo = (n: number): string => addDays(localDateOf(new Date().toISOString()), -n)

const takeAll = async (hand: PageByHand): Promise<void> => {
  const take = takerOf(hand)
  // The offer of the tour is for newcomers; here it is in the way.
  await hand.page.getByTestId('tour-start').click()
  await hand.page.getByTestId('tour-hide').click()
  await hand.become(who.raiser)
  await hand.say('/concern')
  await hand.form('Raise a concern')
  await hand.fill({ danger: 'no', text: 'On the phone the customer sounded confused and had not eaten.' })
  await hand.page.setViewportSize(formSize)
  await take('raise-form.png')
  await hand.page.setViewportSize(size)
  await hand.close()

  const ref = await raiseInPage(hand)
  await holdInPage(hand, ref, { on: daysAgo(14) })
  await hand.become(who.ceastOne)
  await hand.channel('ceast')
  await hand.message(ref, 'DO NOT SUSPEND OR STOP the award')
  // The headline follows a second after.
  await hand.message(ref, 'NOT YET ON DISC')
  await take('hold-in-ceast.png')
  await hand.page.emulateMedia({ colorScheme: 'dark' })
  await hand.page.getByTestId('open-thread').first().click()
  await take('thread-in-the-dark.png')
  await hand.page.getByTestId('thread-close').click()
  await hand.page.emulateMedia({ colorScheme: 'light' })
  await hand.direct()
  await hand.page.getByTestId('tab-home').click()
  await hand.page.getByTestId('home').filter({ hasText: ref }).waitFor()
  await take('home.png')

  await hand.become(who.adviser)
  await hand.say('/concern check')
  await hand.form('Check an award')
  await hand.send({ number: exampleNumber })
  await take('check-held.png')
  await hand.close()
  await takeForms(hand, folder, daysAgo(14))
}

/** The forms of the tour that are pictured, by the button that opens them. */
const formPictures: Readonly<Record<string, string>> = {
  '/concern': 'tour-raise.png',
  'Record triage decision': 'tour-triage.png',
  'Complete visiting referral': 'tour-referral.png',
  'Record visit outcome': 'tour-visit.png',
  'Record evidence review': 'tour-review.png',
  'Record CEAST outcome': 'tour-outcome.png',
  'Release the hold': 'tour-release.png',
  'Confirm release': 'tour-confirm.png',
}

const takeTour = async (hand: PageByHand): Promise<void> => {
  const take = takerOf(hand)
  await hand.page.getByTestId('tour-start').click()
  for (const [at, { person, buttons }] of tourSteps.entries()) {
    await tourAt(hand, at)
    await takeTurn(hand, person)
    if (at === 1) await take('tour.png')
    await hand.page.setViewportSize(formSize)
    for (const button of buttons) {
      await fillStep(hand, button)
      const picture = formPictures[button]
      // The second visit has the form of the first.
      if (picture !== undefined && at !== 4) await take(picture)
      await hand.send()
    }
    await hand.page.setViewportSize(size)
  }
  await hand.page.getByTestId('tour').filter({ hasText: 'Guided tour · done' }).waitFor()
  await hand.close()
  await take('tour-released.png')
}
