import { join } from 'node:path'
import { raiseInPage, stepInPage } from './case-in-page.ts'
import type { PageByHand, Typed } from './page-by-hand.ts'
import { who } from './people.ts'

const size = { width: 760, height: 860 }
const channels = {
  [who.spoc]: 'spoc-access-to-work',
  [who.officer]: 'dwp-visiting',
  [who.ceastOne]: 'ceast',
  [who.ceastTwo]: 'ceast',
} as const

const parts = (note: string) =>
  Object.fromEntries(
    ['circumstances', 'interactions', 'documents', 'thirdParties'].flatMap(part => [
      [part, 'reviewed'],
      [`${part}Note`, note],
    ]),
  )

/**
 * Takes pictures of the most used forms after "Raise a concern", each filled in and then sent, on one case from its triage
 * to the release of the hold, with its first visit on this day. Each goes into this folder as form-NAME.png.
 */
export const takeForms = async (hand: PageByHand, folder: string, firstVisitOn: string): Promise<void> => {
  const ref = await raiseInPage(hand, {
    text: 'On the phone the customer sounded confused and had not eaten.',
  })

  const step = async (
    by: keyof typeof channels,
    command: string,
    title: string,
    answers: Typed,
    picture?: string,
    all?: string,
  ): Promise<void> => {
    await hand.page.setViewportSize({ width: 1180, height: 790 })
    await hand.become(by)
    await hand.channel(channels[by])
    if (picture === undefined) {
      await stepInPage(hand, ref, command, title, answers)
      return
    }
    await hand.press(`do:${command}`, ref)
    await hand.form(title)
    await hand.page.setViewportSize(size)
    await hand.fill(answers)
    if (all !== undefined) await hand.tickAll(all)
    // Away from everything, so that nothing is lit up, and from the top, as it is first seen.
    await hand.page.mouse.move(0, 0)
    await hand.page.locator('#modal-body').evaluate(body => {
      // Runs in the page, whose types this project does not have.
      ;(body as unknown as { scrollTop: number }).scrollTop = 0
    })
    const path = join(folder, `form-${picture}.png`)
    await hand.page.getByTestId('modal').screenshot({ path })
    process.stdout.write(`${path}\n`)
    const words = await hand.send()
    if (!words.startsWith(title)) throw new Error(`${title} was not done:\n${words}`)
    await hand.close()
  }

  const triaged = { concern: 'yes', visit: 'yes', reason: 'A visit shows how the customer is.' }
  await step(who.spoc, 'record_triage_decision', 'Record triage decision', triaged, 'triage')
  const referred = {
    reason: 'vulnerability',
    address: '1 Made Up Street\nMade Up Town',
    nation: 'england-and-wales',
    safeToLeave: 'yes',
    whyNoNumber: 'It is not in the papers.',
    otherSupport: 'Two calls, and a text.',
  }
  await step(who.spoc, 'complete_visiting_referral', 'Visiting referral', referred, 'visiting-referral')
  const first = { outcome: 'no_answer', on: firstVisitOn, which: 'first', letterLeft: 'yes' }
  await step(who.officer, 'record_visit_outcome', 'Record visit outcome', first, 'visit-outcome')
  await hand.message(ref, /Customer to contact CEAST by|Second visit from/)
  const second = { outcome: 'refused', which: 'second' }
  await step(who.officer, 'record_visit_outcome', 'Record visit outcome', second)
  await step(who.spoc, 'confirm_system_note', 'Confirm system note', {}, 'hold-note', 'ids')
  await step(who.ceastOne, 'take_the_lead', 'Take the lead', {})
  const review = { ...parts('Looked at the records.'), furtherInformation: 'no' }
  await step(who.ceastOne, 'record_evidence_review', 'Record evidence review', review, 'evidence-review')
  await step(who.ceastOne, 'record_marker_decision', 'Record marker decision', {
    applied: 'yes',
    reason: 'Needs calls and no letters.',
  })
  await step(who.ceastOne, 'record_ceast_outcome', 'Record CEAST outcome', {
    outcome: 'no_acs_concern',
    reason: 'The sister visits each day.',
    satisfied: ['yes'],
  })
  const advice = { ground: 'advice_given', advice: 'Pay as before. Ring, and write no letters.' }
  await step(who.ceastOne, 'release_the_hold', 'Release the hold', advice, 'release', 'holds')
  const read = { read: ['yes'] }
  await step(who.ceastTwo, 'confirm_release', 'Confirm release', read, 'confirm-release')
}
