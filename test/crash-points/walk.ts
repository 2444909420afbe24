import { forms } from '../../handlers/forms.ts'
import type { Answers } from '../../src/workbench/hands.ts'
import type { Outcome } from '../../src/workbench/outcome.ts'
import type { Reply } from '../../src/workbench/line.ts'
import type { ShownView } from '../../src/workbench/page-state.ts'
import { fieldsOr, listOf } from '../../src/workbench/fields.ts'
import { refIn, wordsOf } from '../support/case-by-hand.ts'
import type { FormTry, Group } from '../support/form-tries/form-try.ts'
import { optionsIn } from '../support/full-walk.ts'
import { who } from '../support/people.ts'
import { formsOf, type GroupName } from './groups.ts'
import { type PlaceFor, presser, type Walked } from './pressing.ts'
import type { Stage } from './stage.ts'

const waitMs = 20_000
const timesPressedAgain = 5

/**
 * Walks through every form of a group, and the buttons that record something. After a death the person presses again, and
 * is told in the end.
 */
export const walk = async (stage: Stage, name: GroupName, placeFor?: PlaceFor): Promise<Walked> => {
  const { walked, press } = presser(stage, placeFor)
  const { hand } = stage

  const submit = async (form: string, by: string, answers: Answers): Promise<string> => {
    const hands = hand.driver.as(by)
    const payload = hands.submission(answers)
    const metadata = hands.view()?.private_metadata ?? ''
    let told = ''
    await press(
      form,
      async () => {
        const first = await hands.submit()
        told = first.ok ? wordsOf(hands.view()) : first.error
        return first
      },
      async first => {
        told = await pressAgain(first, payload)
      },
    )
    const toBeTold = wordsFor(form)
    // On a busy machine it may take longer than anybody waits for an answer. Pressing again is what they are told then.
    for (let left = timesPressedAgain; left > 0 && told.includes('We could not confirm'); left--) {
      const more = await hands.submit()
      told = more.ok ? wordsOf(hands.view()) : more.error
    }
    // The person has to be told in the end.
    if (!told.includes(toBeTold)) throw new Error(`${form}: "${toBeTold}" was not said, but ${told}`)
    // Checking an award records nothing but that somebody looked.
    if (form !== 'check_award') walked.presses.push({ handler: form, nonce: `${nonceIn(metadata)}-${by}` })
    return told

    /** From the form if it is still there; if it is gone, Slack sends the same once more. */
    async function pressAgain(first: Outcome, sent: typeof payload): Promise<string> {
      if (!first.ok) {
        const second = await hands.submit()
        return second.ok ? wordsOf(hands.view()) : second.error
      }
      const reply: Reply = await hand.driver.deliver(sent)
      return reply.ok ? wordsOf(reply.body) : reply.reason
    }
  }

  const closeAll = async (by: string): Promise<void> => {
    while (hand.driver.as(by).view()) await hand.driver.as(by).close()
  }

  const openAdvice = async (ref: string): Promise<void> => {
    const hands = hand.driver.as(who.adviser)
    const shows = (words: string) => () => wordsOf(hands.view()).includes(words)
    const toTheCase = async () => {
      await closeAll(who.adviser)
      await hands.command(`case ${ref}`)
      await hand.driver.waitFor(shows('do:open_advice'), { timeoutMs: waitMs, what: 'the case' })
    }
    const read = async () => {
      await hands.pressInView('do:open_advice')
      await hand.driver.waitFor(shows('Asked for by <@'), { timeoutMs: waitMs, what: "CEAST's advice" })
    }
    await toTheCase()
    await press(
      'open_advice',
      async () => {
        if (placeFor?.('open_advice') === undefined) await read()
        else await hands.pressInView('do:open_advice')
      },
      async () => {
        await toTheCase()
        await read()
      },
    )
    await closeAll(who.adviser)
  }

  const refs: Record<string, string> = {}
  const group: Group = { hand, refOf: form => refs[form] ?? '' }
  for (const [form, one] of Object.entries(formsOf(name))) {
    if (form === 'record_award_decision') await openAdvice(group.refOf('put_on_hold'))
    const ref = await one.bring?.(group)
    if (ref !== undefined) refs[form] = ref
    const view = await open(stage, form, one, ref)
    const told = await submit(form, one.by, { ...answersOf(one, group), ...firstOf(view, one) })
    refs[form] ??= form === 'check_award' ? '' : refIn(told)
    await closeAll(one.by)
  }
  return walked
}

const open = async (
  { hand }: Stage,
  form: string,
  { by, word }: FormTry,
  ref?: string,
): Promise<ShownView> => {
  if (word === undefined) return hand.openFromCase(by, ref ?? '', form)
  while (hand.driver.as(by).view()) await hand.driver.as(by).close()
  await hand.driver.as(by).command(word)
  return hand.waitForView(by, form)
}

const answersOf = ({ answers }: FormTry, group: Group): Answers => ({
  ...(typeof answers === 'function' ? answers(group) : answers),
})

/** Every box of a field, or the first of its list. */
const firstOf = (view: ShownView, { first = [] }: FormTry): Answers =>
  Object.fromEntries(
    first.map(name => {
      const options = optionsIn(view, name)
      const block = listOf(view.blocks).find(one => one['block_id'] === name)
      const isMany = fieldsOr(block?.['element'])['type'] === 'checkboxes'
      return [name, isMany ? options : (options[0] ?? '')]
    }),
  )

const wordsFor = (form: string): string =>
  forms.find(({ command }) => command === form)?.done ?? 'under this number'

// Written by the form itself; what is not there leads to a press that nobody finds.
const nonceIn = (metadata: string): string => String(fieldsOr(JSON.parse(metadata))['nonce'])
