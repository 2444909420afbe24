import { nothingSet } from '../../src/settings/settings.ts'
import { describe, expect, it } from 'vitest'
import { heldCase, people, raise, Story } from '../case/story.ts'
import { commandOf, errorsOf, formOf, over, send } from './over-case.ts'

const raised = new Story().does(people.raiser, raise()).c
const held = heldCase().c

describe('bringing in a case (F11)', () => {
  const asked = {
    serviceLine: 'access_to_work',
    source: 'Notes on DISC',
    text: 'He did not open',
    harmed: ['customer'],
  }
  const place = { address: '1 Made Up Street', nation: 'scotland', visitReason: 'vulnerability' }
  const visits = {
    firstVisitOn: '2026-06-01',
    firstOutcome: 'no_answer',
    secondVisitOn: '2026-06-03',
    secondOutcome: 'refused',
  }
  const o = over(raised)
  const errors = (answers: object) => errorsOf('bring_in_case', o, { ...asked, ...answers })

  it('needs where it was found, what was wrong and who could be harmed', async () => {
    expect(Object.keys(await errorsOf('bring_in_case', o, {}))).toEqual(['source', 'text', 'harmed'])
    expect(await commandOf('bring_in_case', o, asked)).toEqual({
      kind: 'bring_in_case',
      ...asked,
      kinds: [],
      visits: [],
      noteAlreadyOn: [],
    })
  })

  it('takes two visits with their true dates, the letter, the note and an earlier conference', async () => {
    expect(
      await commandOf('bring_in_case', o, {
        ...asked,
        ...place,
        ...visits,
        firstLetter: 'yes',
        firstContactBy: '2026-06-08',
        noteAlreadyOn: ['DISC'],
        conferenceOn: '2026-06-10',
        conferenceDecisions: 'To ring his sister',
        number: 'QQ 12 34 56 C',
        safeToLeave: 'no',
      }),
    ).toMatchObject({
      ...place,
      number: 'QQ123456C',
      safeToLeave: 'no',
      visits: [
        { on: '2026-06-01', outcome: 'no_answer', letterLeft: true, contactBy: '2026-06-08' },
        { on: '2026-06-03', outcome: 'refused' },
      ],
      noteAlreadyOn: ['DISC'],
      conference: { on: '2026-06-10', decisions: 'To ring his sister' },
    })
  })

  it('takes a second visit whose first nobody knows: it counts for both (F7)', async () => {
    const { secondVisitOn, secondOutcome } = visits
    expect(
      await commandOf('bring_in_case', o, { ...asked, ...place, secondVisitOn, secondOutcome }),
    ).toMatchObject({
      visits: [{ on: '2026-06-03', outcome: 'refused', firstMissing: true }],
    })
  })

  it('says beside each field what belongs together', async () => {
    expect(await errors(visits)).toEqual({
      address: 'Enter the address visited, or that it is not known',
      nation: 'Select where the address is, or not known',
      visitReason: 'Select why a visit was needed',
    })
    expect(await errors({ firstOutcome: 'refused' })).toEqual({
      firstVisitOn: 'Enter the date of the first visit',
    })
    expect(await errors({ ...place, firstVisitOn: '2026-06-01' })).toEqual({
      firstOutcome: 'Choose what happened at the first visit',
    })
    expect(await errors({ secondOutcome: 'refused' })).toHaveProperty('secondVisitOn')
    expect(await errors({ ...place, secondVisitOn: '2026-06-03' })).toHaveProperty('secondOutcome')
    expect(await errors({ ...place, ...visits, firstContactBy: '2026-06-08' })).toHaveProperty('firstLetter')
    expect(await errors({ conferenceOn: '2026-06-10' })).toHaveProperty('conferenceDecisions')
    expect(await errors({ conferenceDecisions: 'Wait' })).toHaveProperty('conferenceOn')
  })

  it('says afterwards since when the award is held, what else the customer has, and that no number is known (F5, F6)', async () => {
    const read = await send(formOf('bring_in_case'), o, asked)
    if ('errors' in read) throw new Error('The form was not taken')
    const said = JSON.stringify(
      read.result?.({
        case: { ...held, numbers: [] },
        ref: held.ref,
        isKeptOut: false,
        settings: nothingSet,
        linked: [{ ...raised, ref: 'ACS-OTHER' }],
      }),
    )
    expect(said).toContain('Do not suspend or stop the award')
    expect(said).toContain('On hold since 1 December 2026')
    expect(said).toContain('ACS-OTHER')
    expect(said).toContain('no check finds this case until you enter the number')
  })
})
