import { bankHolidaysOf } from '../../calendar/bank-holidays.ts'
import type { LocalDate } from '../../calendar/dates.ts'
import { calendarFor, nextWorkingDay, workingDayOnOrBefore } from '../../calendar/working-days.ts'
import { nobodyIn, referForVisit } from './acts.ts'
import type { Scenario } from './scenario.ts'

const nation = 'england-and-wales'
const staff = calendarFor(nation)

/** Work that was begun before a bank holiday, on the morning after it: what is due, what is late, and why it is so. */
export const afterBankHoliday: Scenario = {
  name: 'after-bank-holiday',
  about: 'the morning after the next bank holiday: the lists are out, and some of it is late',
  play: async scene => {
    const today = await scene.today()
    const eve = eveOfNextHoliday(today)
    await scene.until(eve, '10:00')
    const visited = await scene.as('Ben Owen').raise({
      text: 'The neighbour told us that the milk has not been taken in',
    })
    await referForVisit(scene, visited, { number: 'QQ 12 34 56 C', address: '7 Made Up Close, Exampleton' })
    await scene.until(eve, '13:30')
    await nobodyIn(scene, visited, 'first')
    await scene.as('Amira Khan').raise({
      text: 'He cried for most of the call and said that nobody would notice',
    })
    await scene.as('Dev Patel').askForAdvice({
      text: 'His brother answers every question for him. Should I ask to speak to him alone?',
    })
    await scene.until(nextWorkingDay(eve, staff), '08:45')
  },
}

/** The last working day before the next bank holiday that is still to come with a working day before it. */
const eveOfNextHoliday = (today: LocalDate): LocalDate => {
  const eves = [...bankHolidaysOf(nation).keys()]
    .toSorted()
    .map(holiday => workingDayOnOrBefore(holiday, staff))
    .filter(eve => eve > today)
  const [eve] = eves
  if (eve === undefined) throw new Error(`The calendar knows no bank holiday after ${today}`)
  return eve
}
