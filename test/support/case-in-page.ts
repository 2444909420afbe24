import type { PageByHand, Typed } from './page-by-hand.ts'
import { who } from './people.ts'

/** The documentation prefix: never anybody's number. */
export const exampleNumber = 'QQ 12 34 56 C'

/** Raises a concern with `/concern` and gives its reference. */
export const raiseInPage = async (hand: PageByHand, answers: Typed = {}): Promise<string> => {
  await hand.become(who.raiser)
  await hand.say('/concern')
  await hand.form('Raise a concern')
  const words = await hand.send({
    danger: 'no',
    text: 'Made-up concern: nobody has seen the customer for weeks.',
    harmed: ['customer'],
    ...answers,
  })
  const ref = /ACS-\d{4}-\d{6}-[A-Z]/.exec(words)?.[0]
  if (ref === undefined) throw new Error(`No reference in what was shown:\n${words}`)
  await hand.close()
  return ref
}

/** Presses a button of the case's message in the channel that is open, and sends the form behind it. */
export const stepInPage = async (
  hand: PageByHand,
  ref: string,
  command: string,
  title: string,
  answers: Typed = {},
): Promise<string> => {
  await hand.press(`do:${command}`, ref)
  await hand.form(title)
  const words = await hand.send(answers)
  // A refusal comes in the form's place under a title of its own.
  if (!words.startsWith(title)) throw new Error(`${title} was not done:\n${words}`)
  await hand.close()
  return words
}

/** From triage to two ineffective visits: the award is then on hold (VR ¶4 to ¶11). `first` is about the first visit. */
export const holdInPage = async (hand: PageByHand, ref: string, first: Typed = {}): Promise<void> => {
  await hand.become(who.spoc)
  await hand.channel('spoc-access-to-work')
  await stepInPage(hand, ref, 'record_triage_decision', 'Record triage decision', {
    concern: 'yes',
    visit: 'yes',
    reason: 'A visit may help',
  })
  await stepInPage(hand, ref, 'complete_visiting_referral', 'Visiting referral', {
    reason: 'vulnerability',
    address: '1 Made Up Street',
    nation: 'england-and-wales',
    safeToLeave: 'yes',
    number: exampleNumber,
  })
  await hand.become(who.officer)
  await hand.channel('dwp-visiting')
  await stepInPage(hand, ref, 'record_visit_outcome', 'Record visit outcome', {
    outcome: 'no_answer',
    which: 'first',
    letterLeft: 'yes',
    ...first,
  })
  await hand.message(ref, /Customer to contact CEAST by|Second visit from/)
  await stepInPage(hand, ref, 'record_visit_outcome', 'Record visit outcome', {
    outcome: 'refused',
    which: 'second',
  })
}

/** Types a number into "Check an award" and gives the answer's words. */
export const checkInPage = async (hand: PageByHand, number = exampleNumber): Promise<string> => {
  await hand.say('/concern check')
  await hand.form('Check an award')
  const words = await hand.send({ number })
  await hand.close()
  return words
}
