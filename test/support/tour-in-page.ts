import type { PageByHand } from './page-by-hand.ts'

/** The steps as a newcomer is to find them: who takes each, and with which buttons. */
export const tourSteps = [
  { title: 'Raise a concern', person: 'Ben Owen', buttons: ['/concern'] },
  { title: 'Decide whether to visit', person: 'Erin Shaw', buttons: ['Record triage decision'] },
  { title: 'Refer to DWP Visiting', person: 'Erin Shaw', buttons: ['Complete visiting referral'] },
  { title: 'Record a first visit', person: 'Gwen Hart', buttons: ['Record visit outcome'] },
  { title: 'Record a second visit', person: 'Gwen Hart', buttons: ['Record visit outcome'] },
  {
    title: 'Look at everything',
    person: 'Iris Dunn',
    buttons: ['Take the lead', 'Record evidence review', 'Record marker decision', 'Record CEAST outcome'],
  },
  { title: 'Ask for the release', person: 'Iris Dunn', buttons: ['Release the hold'] },
  { title: 'Confirm the release', person: 'Jamal Reid', buttons: ['Confirm release'] },
] as const

/** Waits until the card is at this step, the first being 0. */
export const tourAt = ({ page }: PageByHand, at: number): Promise<void> =>
  page
    .getByTestId('tour')
    .filter({ hasText: `step ${at + 1} of ${tourSteps.length}` })
    .waitFor()

/** Becomes the person whose turn it is, by the card's own button. */
export const takeTurn = async (hand: PageByHand, person: string): Promise<void> => {
  const { page } = hand
  await hand.close()
  const over = page.getByTestId('tour-switch')
  if (await over.isVisible()) await over.click()
  await page
    .getByTestId('tour-who')
    .filter({ hasText: `You are ${person}` })
    .waitFor()
}

/** Presses the button the card names, and has the form filled in with the example. */
export const fillStep = async (hand: PageByHand, button: string): Promise<void> => {
  const { page } = hand
  await hand.close()
  if (button.startsWith('/')) await hand.say(button)
  else await page.locator('#messages').getByRole('button', { name: button }).last().click()
  await page.getByTestId('modal-submit').waitFor()
  await page.getByTestId('tour-fill').click()
}
