import { calendarFor, nextWorkingDay } from '../../calendar/working-days.ts'
import { nobodyIn, referForVisit } from './acts.ts'
import type { Scenario } from './scenario.ts'

const staff = calendarFor('england-and-wales')

/** Slack was down for most of a day: what fell due meanwhile is told now, the most severe first. */
export const outageOver: Scenario = {
  name: 'outage-over',
  about: 'Slack was down from 10:20 to 16:30 today: what fell due meanwhile has just been told',
  play: async scene => {
    const before = nextWorkingDay(await scene.today(), staff)
    await scene.until(before, '14:00')
    const visited = await scene.as('Ben Owen').raise({
      text: 'She told us she would not be here next month, and would not say what she meant',
    })
    await referForVisit(scene, visited, { number: 'QQ 12 34 56 C', address: '31 Sample Road, Exampleton' })
    await nobodyIn(scene, visited, 'first')

    const day = nextWorkingDay(before, staff)
    await scene.until(day, '09:40')
    await nobodyIn(scene, visited, 'second')
    await scene
      .as('Amira Khan')
      .raise({ text: 'He has been sleeping in his car since the award was changed' })
    await scene.as('Dev Patel').askForAdvice({
      text: 'She asked me to stop ringing because her partner listens. How do I reach her?',
    })
    await scene.until(day, '10:20')
    await scene.outageUntil(day, '16:30')
  },
}
