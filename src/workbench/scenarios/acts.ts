import type { Answers } from '../hands.ts'
import { idOf, type Scene } from './scene.ts'

// Steps that several scenarios share, with the words that people would give.

/** Erin Shaw decides that the adviser has the case, for there is no concern (VR ¶4). */
export const noConcern = (scene: Scene, ref: string, reason: string): Promise<void> =>
  scene
    .as('Erin Shaw')
    .send('record_triage_decision', ref, { concern: 'no', visit: 'no', reason, adviser: idOf('Carys Bell') })

/** Erin Shaw decides on a visit and completes the referral (VR ¶4). */
export const referForVisit = async (
  scene: Scene,
  ref: string,
  { number, address, ...more }: { number: string; address: string } & Answers,
): Promise<void> => {
  const erin = scene.as('Erin Shaw')
  await erin.send('record_triage_decision', ref, {
    concern: 'yes',
    visit: 'yes',
    reason: 'We cannot tell from the telephone how they are',
  })
  await erin.send('complete_visiting_referral', ref, {
    reason: 'vulnerability',
    address,
    nation: 'england-and-wales',
    safeToLeave: 'yes',
    number,
    ...more,
  })
}

/** Gwen Hart finds nobody in and leaves the letter (VR ¶7). */
export const nobodyIn = async (scene: Scene, ref: string, which: 'first' | 'second'): Promise<void> =>
  scene.as('Gwen Hart').send('record_visit_outcome', ref, {
    on: await scene.today(),
    outcome: 'no_answer',
    which,
    letterLeft: 'yes',
    notes: 'Curtains drawn, post behind the door',
  })
