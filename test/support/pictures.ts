import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { exampleNumber, holdInPage, raiseInPage } from './case-in-page.ts'
import { takeForms } from './form-pictures.ts'
import { newDataDir, startAsNewcomer } from './newcomer.ts'
import { openPage, type PageByHand } from './page-by-hand.ts'
import { who } from './people.ts'

const folder = join('docs', 'images')
const size = { width: 1180, height: 790 }
const formSize = { width: 1180, height: 880 }

/** `node run.mjs pictures`: takes the pictures of the README afresh, from Safehold as a newcomer sees it. */
export async function main(): Promise<0> {
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
  return 0
}

const daysAgo = (n: number): string => addDays(localDateOf(new Date().toISOString()), -n)

const takeAll = async (hand: PageByHand): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  const take = async (name: string) => {
    // Away from everything, so that nothing is lit up.
    await hand.page.mouse.move(0, 0)
    await hand.picture(join(folder, name))
    process.stdout.write(`${join(folder, name)}\n`)
  }
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
  await take('hold-in-ceast.png')

  await hand.become(who.adviser)
  await hand.say('/concern check')
  await hand.form('Check an award')
  await hand.send({ number: exampleNumber })
  await take('check-held.png')
  await hand.close()
  await takeForms(hand, folder, daysAgo(14))
}
