import { describe, expect, it } from 'vitest'
import { people, raise, Story, triageVisit } from '../case/story.ts'
import { formOf, over, send, words } from './over-case.ts'

describe('the form of the visiting referral', () => {
  const form = formOf('complete_visiting_referral')
  const triaged = over(
    new Story().does(people.raiser, raise()).does(people.spoc, triageVisit).c,
    '',
    people.spoc,
  )
  const answers = {
    address: '1 High Street',
    nation: 'scotland',
    safeToLeave: 'not_sure',
    whyNoNumber: 'Not on the file',
  }

  it('needs one of the three reasons for a visit (R22, VR ¶1)', async () => {
    expect(await send(form, triaged, answers)).toMatchObject({
      errors: { reason: 'Select why a visit is needed' },
    })
    for (const reason of ['vulnerability', 'complexity', 'legislative'])
      expect(await send(form, triaged, { ...answers, reason })).toMatchObject({ command: { reason } })
  })

  it('asks what other support has been tried, and takes it blank (R23, VR ¶2)', async () => {
    expect(words('complete_visiting_referral', triaged)).toContain('What other support has been tried?')
    const read = await send(form, triaged, { ...answers, reason: 'complexity' })
    expect(read).not.toHaveProperty('command.otherSupport')
  })
})
