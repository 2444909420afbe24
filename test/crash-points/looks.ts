import type { Outcome } from '../../src/workbench/outcome.ts'
import { wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { calls } from './groups.ts'
import type { Place } from './points.ts'
import { type PlaceFor, presser, type Walked } from './pressing.ts'
import type { Stage } from './stage.ts'

/** Something that is looked at or opened: who does it, how, and what they see then. Nothing is recorded but the look. */
type Look = {
  by: string
  /** What is on the screen before. */
  first?: (ref: string) => string
  act: (stage: Stage, ref: string) => Promise<Outcome>
  sees: (ref: string) => string
  places: Place[]
}

const command = (by: string, text: string, sees: string, places: Place[]): Look => ({
  by,
  act: ({ hand }, ref) => hand.driver.as(by).command(text.replace('REF', ref)),
  sees: ref => sees.replace('REF', ref),
  places,
})
/** Pressed in the case on the screen. */
const inCase = (by: string, action: string, sees: string, places: Place[]): Look => ({
  by,
  first: ref => `case ${ref}`,
  act: ({ hand }) => hand.driver.as(by).pressInView(action),
  sees: () => sees,
  places,
})
const opened = calls('views.open')
const replaced = calls('views.update')
const logged = (what: string): Place[] => [`before_view_log ${what}`, `view_logged ${what}`]

const looks: Readonly<Record<string, Look>> = {
  'the raise form': command(who.raiser, '', '"callback_id":"raise_concern"', opened),
  'a case': command(who.spoc, 'case REF', 'do:record_triage_decision', [...replaced, ...logged('case')]),
  'what is due': command(who.spoc, 'due', 'REF', [...opened, ...logged('due')]),
  'my cases': command(who.raiser, 'mine', 'REF', [...replaced, ...logged('mine')]),
  'what is on hold': command(who.ceastOne, 'holds', 'No open hold is recorded', logged('holds')),
  'the reports': command(who.officer, 'reports 7', 'Concerns raised or added', logged('reports 7')),
  'the help': command(who.raiser, 'help', '/concern', opened),
  'App Home': {
    by: who.spoc,
    act: ({ hand }) => hand.driver.as(who.spoc).openHome(),
    sees: ref => ref,
    places: calls('views.publish'),
  },
  'the raise form from a message': {
    by: who.raiser,
    act: async ({ hand, workbench }) => {
      const raiser = hand.driver.as(who.raiser)
      const [general] = [...workbench.world.channels.values()].filter(({ key }) => key === 'general')
      raiser.say(general?.id ?? '', 'The customer rang')
      const message = raiser.messages(general?.id ?? '').at(-1)
      return raiser.shortcut(general?.id ?? '', message?.ts ?? '', 'raise_from_message')
    },
    sees: () => 'The customer rang',
    places: opened,
  },
  'a form from the channel': {
    by: who.spoc,
    act: async ({ hand }, ref) => {
      const { ts } = await hand.headline('spoc', ref, 'do:record_triage_decision')
      return hand.driver.as(who.spoc).press(hand.channelId('spoc'), ts, 'do:record_triage_decision')
    },
    sees: () => '"callback_id":"record_triage_decision"',
    places: [...opened, ...replaced, ...logged('form record_triage_decision')],
  },
  'how a date was worked out': inCase(who.spoc, 'how_date', 'worked out', [
    ...calls('views.push'),
    ...replaced,
    ...logged('dates'),
  ]),
  'why a step is there': inCase(who.spoc, 'why', 'VR ¶', calls('views.push')),
}

const waitMs = 20_000

/** Everything that is looked at, and the places that each passes at the least. */
export const placesOfLooks = new Map(Object.entries(looks).map(([name, { places }]) => [name, places]))

/** Looks at everything there is. After a death the person does it again, and sees it. */
export const lookAtEverything = async (stage: Stage, placeFor?: PlaceFor): Promise<Walked> => {
  const { walked, press } = presser(stage, placeFor)
  const { driver } = stage.hand
  const ref = await stage.hand.raise()
  await stage.rest()
  for (const [name, { by, first, act, sees }] of Object.entries(looks)) {
    const hands = driver.as(by)
    const shown = () => wordsOf([hands.view(), hands.home()])
    const until = (words: string) =>
      driver.waitFor(() => shown().includes(words), { timeoutMs: waitMs, what: `${name}: ${words}` })
    const clear = async () => {
      while (hands.view()) await hands.close()
      if (first === undefined) return
      await hands.command(first(ref))
      await until('do:record_triage_decision')
    }
    await clear()
    await press(
      name,
      async () => {
        await act(stage, ref)
        if (placeFor?.(name) === undefined) await until(sees(ref))
      },
      async () => {
        await clear()
        await act(stage, ref)
        await until(sees(ref))
      },
    )
  }
  return walked
}
