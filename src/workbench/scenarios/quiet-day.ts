import { nextWorkingDay, calendarFor } from '../../calendar/working-days.ts'
import { nobodyIn, noConcern, referForVisit } from './acts.ts'
import type { Scenario } from './scenario.ts'

const staff = calendarFor('england-and-wales')

/** Four cases, each where it should be, and nothing late. */
export const quietDay: Scenario = {
  name: 'quiet-day',
  about: 'four cases, each where it should be; nothing is late',
  play: async scene => {
    const first = nextWorkingDay(await scene.today(), staff)
    await scene.until(first, '09:20')
    const question = await scene.as('Dev Patel').askForAdvice({
      text: 'She has moved twice this year and would not say why. Is this something to raise?',
    })
    await scene.as('Erin Shaw').send('give_advice', question, {
      concern: 'no',
      advice: 'Offer her a call at a time she chooses. Ask again if she does not want to be rung at home',
    })
    const settled = await scene.as('Amira Khan').raise({
      text: 'He said he was worn out by the forms. His sister now helps him, and he sounded better today',
    })
    await noConcern(scene, settled, 'He has help, and told us what he needs')
    const visiting = await scene.as('Ben Owen').raise({
      text: 'Three letters without an answer, and he used to ring us every week',
    })
    await referForVisit(scene, visiting, { number: 'QQ 12 34 56 C', address: '4 Sample Terrace, Exampleton' })
    for (const ref of [settled, visiting]) await scene.as('Maya Frost').send('acknowledge_concern', ref)

    const second = nextWorkingDay(first, staff)
    await scene.until(second, '10:05')
    await scene.as('Gwen Hart').send('plan_visit', visiting, { on: second })
    await nobodyIn(scene, visiting, 'first')
    await scene.as('Amira Khan').raise({
      text: 'She said on the telephone that she has stopped eating since her care was cut',
    })
  },
}
