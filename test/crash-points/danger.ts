import { fieldsOr } from '../../src/workbench/fields.ts'
import { wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { adds, calls, decides } from './groups.ts'
import { type PlaceFor, presser, type Walked } from './pressing.ts'
import type { Stage } from './stage.ts'

const waitMs = 20_000

/** The places that "Yes, now" passes at the least. */
export const placesOfDanger = new Map([
  ['declare_danger', [...decides('declare_danger'), ...calls('views.update'), ...adds('fire-deadline')]],
])

/** "Yes, now": the teams are told before anything is sent. After a death the person chooses it again. */
export const chooseDanger = async (stage: Stage, placeFor?: PlaceFor): Promise<Walked> => {
  const { hand } = stage
  const { walked, press } = presser(stage, placeFor)
  const form = await hand.openRaise(who.otherRaiser)
  const hands = hand.driver.as(who.otherRaiser)
  const told = () => wordsOf(hands.view())
  const chosen = async () => {
    await hands.choose('danger', 'yes')
  }
  const seen = () =>
    hand.driver.waitFor(() => told().includes('We have told'), {
      timeoutMs: waitMs,
      what: 'the danger told',
    })
  await press(
    'declare_danger',
    async () => {
      await chosen()
      if (placeFor?.('declare_danger') === undefined) await seen()
    },
    async () => {
      await chosen()
      await seen()
    },
  )
  walked.presses.push({ handler: 'declare_danger', nonce: opensWith(form.private_metadata) })
  await hands.close()
  return walked
}

// Written by the form itself; what is not there leads to a press that nobody finds.
const opensWith = (metadata: string): string => String(fieldsOr(JSON.parse(metadata))['opensWith'])
