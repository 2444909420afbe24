import { addWorkingDays, calendarFor, nextWorkingDay } from '../../calendar/working-days.ts'
import { nobodyIn, noConcern, referForVisit } from './acts.ts'
import type { Scenario } from './scenario.ts'

const staff = calendarFor('england-and-wales')

/** An award has gone on hold an hour ago, and nothing of CEAST's has been done yet. */
export const twoIneffectiveVisits: Scenario = {
  name: 'two-ineffective-visits',
  about:
    'the second of two ineffective visits was today: an award is on hold, and CEAST has everything to do',
  play: async scene => {
    const first = nextWorkingDay(await scene.today(), staff)
    await scene.until(first, '10:30')
    const held = await scene.as('Ben Owen').raise({
      text: 'He has not answered since his wife died, and his support worker cannot reach him either',
    })
    await referForVisit(scene, held, { number: 'QQ 12 34 56 C', address: '12 Nowhere Lane, Exampleton' })
    const seen = await scene.as('Amira Khan').raise({
      text: 'She asked us not to write any more because the letters frighten her',
    })
    await referForVisit(scene, seen, { number: 'QQ 65 43 21 B', address: 'Flat 2, 9 Sample Street' })
    for (const ref of [held, seen]) await scene.as('Maya Frost').send('acknowledge_concern', ref)

    const visited = nextWorkingDay(first, staff)
    await scene.until(visited, '14:10')
    await nobodyIn(scene, held, 'first')
    await scene.as('Hugh Lamb').send('record_visit_outcome', seen, {
      on: visited,
      outcome: 'effective',
      notes: 'She let us in, and her daughter was there. She would rather be rung than written to',
    })
    await noConcern(scene, seen, 'She was seen and is well. She is rung from now on, and not written to')

    const again = addWorkingDays(visited, 6, staff)
    await scene.until(again, '11:40')
    await nobodyIn(scene, held, 'second')
    await scene.until(again, '12:40')
  },
}
