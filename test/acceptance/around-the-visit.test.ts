import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, formatDate } from '../../src/calendar/dates.ts'
import type { Answers } from '../../src/workbench/hands.ts'
import { byHand, refIn, today, wordsOf } from '../support/case-by-hand.ts'
import { optionsIn } from '../support/full-walk.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

let safehold: Running
let hand: ReturnType<typeof byHand>
let wire: ReturnType<typeof rawWire>

beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench)
  wire = rawWire(safehold.workbench)
})
afterAll(() => safehold?.stop())

const step = async (person: string, ref: string, command: string, answers: Answers = {}) => {
  const form = wordsOf(await hand.openFromCase(person, ref, command))
  const words = await hand.done(person, answers)
  return { form, words }
}

const caseOf = async (person: string, ref: string) => wordsOf(await wire.asked(person, `case ${ref}`))

const daysAgo = (n: number) => addDays(today(), -n)

describe('around the visit, the award and who sees it, by hand over the real wire', () => {
  it('a case from before Safehold is held since then, for every check and every channel (F11, R35, R36)', async () => {
    expect(wordsOf(await wire.asked(who.raiser, 'bring-in'))).toContain('Only SPOC or CEAST can bring in')
    const place = { address: '1 Made Up Street', nation: 'england-and-wales', visitReason: 'vulnerability' }
    const words = await hand.bringIn(who.spoc, {
      ...place,
      number: 'QQ 55 66 77 A',
      firstVisitOn: daysAgo(40),
      firstOutcome: 'no_answer',
      firstLetter: 'yes',
      secondVisitOn: daysAgo(30),
      secondOutcome: 'refused',
      noteAlreadyOn: ['DISC'],
    })
    const since = `since ${formatDate(daysAgo(30))}, recorded ${formatDate(today())}`
    expect(words).toContain('Brought in. Do not suspend or stop the award')
    expect(words).toContain(`On hold ${since}: two ineffective visits (VR ¶11)`)
    const ref = refIn(words)
    for (const channel of ['spoc', 'ceast', 'visiting'] as const)
      await hand.headline(channel, ref, /DO NOT SUSPEND OR STOP.*NOT YET ON ATWIS/)
    expect(wordsOf(await wire.asked(who.lead, 'holds'))).toContain(`On hold ${since}`)

    const checked = await hand.check('QQ 55 66 77 A', who.otherRaiser)
    expect(checked).toContain(`on hold ${since}`)
    expect(checked).toContain('Note on DISC: yes.')
    expect(checked).toContain('Note on ATWIS: NOT YET.')
    expect(checked).toContain('Do not reduce the award, let it lapse')

    // A customer who has a case of before is known by the number.
    const again = await hand.bringIn(who.ceastOne, { number: 'QQ 55 66 77 A' })
    expect(again).toContain(`The same customer has ${ref}`)
  }, 60_000)

  it('a letter that may be seen by an abuser is withheld, on the advice of CEAST, and the days run on (D16, D17, R23)', async () => {
    const ref = await hand.raise({ harmed: ['customer', 'public'] })
    await hand.triage(ref)
    const sent = await hand.refer(ref, { safeToLeave: 'no', number: 'QQ 55 66 78 A' })
    expect(sent).toContain('You left blank what other support has been tried.')
    await hand.headline('visiting', ref, /risk to staff or the public: open the case before you visit/)
    await hand.alert('ceast', ref, 'It may not be safe to leave a letter')
    await step(who.ceastOne, ref, 'advise_on_safe_route', { advice: 'Ring her sister on Tuesdays' })
    await hand.alert('visiting', ref, 'CEAST says how to reach the customer')

    const { form } = await step(who.officer, ref, 'record_visit_outcome', {
      outcome: 'no_answer',
      on: today(),
      which: 'first',
      letterLeft: 'withheld',
    })
    expect(form).toContain('A member of the public could be harmed. Your own safety comes first.')
    expect(form).toContain('Ring her sister on Tuesdays')
    await hand.alert('ceast', ref, /withheld for safety.*nothing is held against the customer/)
    await hand.headline('visiting', ref, /no letter left\. Customer to contact CEAST by/)
    expect(await caseOf(who.ceastOne, ref)).toContain('letter withheld for safety')
    for (const channel of ['spoc', 'visiting', 'ceast'] as const)
      expect(wordsOf(hand.headlinesOf(channel, ref))).not.toContain('Ring her sister')
  }, 60_000)

  it('a case of the wrong team is accepted by the right one, and the channels of both show where it is (F13)', async () => {
    const ref = await hand.raise()
    const { words } = await step(who.spoc, ref, 'hand_over', {
      to: 'universal_credit',
      reason: 'It is about UC',
    })
    expect(words).toContain('CEAST is asked to accept it. You have the case until then.')
    await hand.headline('spoc', ref, /with SPOC · offered to Universal Credit/)
    await hand.alert('ceast', ref, 'Its sender has it until you accept')
    const { form } = await step(who.ceastOne, ref, 'accept_handover')
    expect(form).toContain('It is about UC')
    for (const channel of ['spoc', 'ceast'] as const)
      await hand.headline(channel, ref, /Universal Credit · with CEAST/)
    await hand.alert('spoc', ref, 'is now with Universal Credit')
    // Everything that happens later shows in the channel that it came from as well.
    await step(who.ceastOne, ref, 'put_on_hold', { reason: 'A decision is due' })
    await hand.headline('spoc', ref, /DO NOT SUSPEND OR STOP this Universal Credit award/)
  }, 60_000)

  it('an offer that is overtaken leaves no channel with an old headline (F13)', async () => {
    const ref = await hand.raise()
    await step(who.spoc, ref, 'hand_over', { to: 'universal_credit', reason: 'It is about UC' })
    await hand.headline('ceast', ref, /offered to Universal Credit/)
    await hand.triage(ref)
    // Shown before the offer ends: from then on CEAST has no part in the case.
    await hand.headline('ceast', ref, /Complete the visiting referral/)
    await hand.refer(ref, { number: 'QQ 55 66 79 A' })
    await hand.headline('ceast', ref, /Plan the visit/)
    expect(wordsOf(await hand.headline('ceast', ref))).not.toContain('offered to')
  }, 60_000)

  it('payments that were stopped are asked back, a further visit lifts nothing, and one system needs no note (F2, F7, D14)', async () => {
    const ref = await hand.raise()
    await hand.triage(ref)
    await hand.refer(ref, { number: 'QQ 55 66 80 A' })
    await step(who.officer, ref, 'record_visit_outcome', {
      outcome: 'unsafe_area',
      on: today(),
      which: 'first',
    })
    await step(who.spoc, ref, 'record_award_status', { status: 'stopped' })
    await hand.headline('ceast', ref, /ALREADY SUSPENDED OR STOPPED: CEAST decides/)
    const { form } = await step(who.ceastOne, ref, 'decide_on_restoration', {
      asked: 'yes',
      reason: 'No food',
    })
    expect(form).toContain('Safehold never forbids paying')
    await hand.headline('spoc', ref, /CEAST asks for payments to be restored/)
    await hand.alert('spoc', ref, 'CEAST asks for the payments')

    await step(who.ceastOne, ref, 'ask_for_further_visit', { reason: 'To see her' })
    await hand.alert('visiting', ref, 'CEAST asks for a further visit')
    await step(who.officer, ref, 'plan_visit', { on: today() })
    const seen = { outcome: 'effective', on: today(), which: 'further' }
    const { words } = await step(who.officer, ref, 'record_visit_outcome', seen)
    expect(words).toContain('DO NOT SUSPEND OR STOP')

    const left = await hand.openFromCase(who.spoc, ref, 'mark_note_not_needed')
    const [id = ''] = optionsIn(left, 'id')
    const done = await hand.done(who.spoc, { id, reason: 'She is not on it' })
    expect(done).toContain('NOT YET ON ATWIS')
    expect(done).not.toContain('NOT YET ON DISC')
    expect(await hand.check('QQ 55 66 80 A')).toContain('Note on DISC: not needed there.')
  }, 60_000)
})
