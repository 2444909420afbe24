import { setTimeout as delay } from 'node:timers/promises'
import { forms } from '../../handlers/forms.ts'
import type { Answers } from '../../src/workbench/hands.ts'
import type { Outcome } from '../../src/workbench/outcome.ts'
import type { Reply } from '../../src/workbench/line.ts'
import type { ShownView } from '../../src/workbench/page-state.ts'
import { fieldsOr, listOf } from '../../src/workbench/fields.ts'
import { refIn, wordsOf } from '../support/case-by-hand.ts'
import { aroundTries } from '../support/form-tries/around.ts'
import { ceastTries } from '../support/form-tries/ceast.ts'
import type { FormTry, Group } from '../support/form-tries/form-try.ts'
import { holdTries } from '../support/form-tries/hold.ts'
import { raisingTries } from '../support/form-tries/raising.ts'
import { visitingTries } from '../support/form-tries/visiting.ts'
import { optionsIn } from '../support/full-walk.ts'
import { who } from '../support/people.ts'
import type { Pressed } from './checkers.ts'
import { aboutOf, type AnyPoint, type Place, pointOf } from './points.ts'
import type { Died } from './report.ts'
import type { Stage } from './stage.ts'

/** The forms by where they are in the work; each group goes through cases of its own. */
const groups = {
  raising: raisingTries,
  visiting: visitingTries,
  ceast: ceastTries,
  hold: holdTries,
  around: aroundTries,
}

/** The places that every handler passes which decides: a form that is sent, or a button that records something. */
const decides = (handler: string): Place[] => [
  `before_read ${handler}`,
  `before_write ${handler}`,
  `committed ${handler}`,
  'before_add deliver-message',
  'added deliver-message',
]

/** The places that each handler of a group passes at the least. */
export const placesOf = (name: GroupName): Map<string, Place[]> => {
  const others: Record<string, Place[]> = {
    check_award: ['before_view_log check', 'view_logged check'],
    declare_danger: [...decides('declare_danger'), ...calls('views.update'), ...adds('fire-deadline')],
    open_advice: [...decides('open_advice'), ...calls('views.update')],
  }
  const buttons = name === 'raising' ? ['declare_danger'] : name === 'hold' ? ['open_advice'] : []
  return new Map(
    [...buttons, ...Object.keys(groups[name])].map(handler => [handler, others[handler] ?? decides(handler)]),
  )
}

const calls = (method: string): Place[] => [
  `before_call ${method}`,
  `call_taken ${method}`,
  `call_answered ${method}`,
]
const adds = (job: string): Place[] => [`before_add ${job}`, `added ${job}`]

export type GroupName = keyof typeof groups
// The keys of groups, whose type Object.keys forgets.
export const groupNames = Object.keys(groups) as GroupName[]

/** Where the bot died of each press, and all that was pressed. */
export type Walked = { presses: Pressed[]; passed: Map<string, Place[]>; died: Died[] }

const waitMs = 20_000
const diesWithinMs = 20_000
const quietMs = 300

/**
 * Walks through every form of a group, and the buttons that record something. Before each press `placeFor` says where the bot dies of it; it is then started again and
 * the person presses again. Where it says nothing the bot lives, and `passed` has the places that it passed.
 */
export const walk = async (
  stage: Stage,
  name: GroupName,
  placeFor: (handler: string) => Place | undefined = () => undefined,
): Promise<Walked> => {
  const walked: Walked = { presses: [], passed: new Map(), died: [] }
  const { hand } = stage

  /** Presses, lets the bot die where it is to, and presses again. */
  const press = async <T>(
    handler: string,
    act: () => Promise<T>,
    again: (first: T) => Promise<void>,
  ): Promise<void> => {
    const place = placeFor(handler)
    const bot = stage.running('bot')
    // What an earlier press still adds must not be taken for this one's.
    if (place === undefined || fromTheQueue.includes(pointOf(place))) await placesUntilQuiet(stage)
    if (place === undefined) {
      await act()
      walked.passed.set(handler, await placesUntilQuiet(stage))
      return
    }
    await bot.dieAt(place)
    const first = await act()
    await bot.dead(diesWithinMs).catch((error: unknown) => {
      throw new Error(`${handler} did not pass ${place}`, { cause: error })
    })
    walked.died.push({ who: handler, place })
    await stage.start('bot')
    await again(first)
  }

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

  const declareDanger = async (): Promise<void> => {
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
        if (placeFor('declare_danger') === undefined) await seen()
      },
      async () => {
        await chosen()
        await seen()
      },
    )
    walked.presses.push({ handler: 'declare_danger', nonce: opensWith(form.private_metadata) })
    await closeAll(who.otherRaiser)
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
        if (placeFor('open_advice') === undefined) await read()
        else await hands.pressInView('do:open_advice')
      },
      async () => {
        await toTheCase()
        await read()
      },
    )
    await closeAll(who.adviser)
  }

  if (name === 'raising') await declareDanger()
  const refs: Record<string, string> = {}
  const group: Group = { hand, refOf: form => refs[form] ?? '' }
  for (const [form, one] of Object.entries(groups[name])) {
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
const opensWith = (metadata: string): string => String(fieldsOr(JSON.parse(metadata))['opensWith'])

/** What the bot has passed when it passes nothing more, and has ended whatever it began. */
const placesUntilQuiet = async (stage: Stage): Promise<Place[]> => {
  const bot = stage.running('bot')
  const all = new Set<Place>()
  const giveUpAt = Date.now() + waitMs
  let quietSince = Date.now()
  while (Date.now() - quietSince < quietMs) {
    const more = await bot.passed()
    for (const place of more) all.add(place)
    if (more.length > 0 || openAdditions(all).length > 0) quietSince = Date.now()
    if (Date.now() > giveUpAt) throw new Error(`The bot did not come to rest: ${[...all].join(', ')}`)
    await delay(50)
  }
  return [...all]
}

const fromTheQueue: readonly AnyPoint[] = ['before_add', 'added']

const openAdditions = (all: ReadonlySet<Place>): Place[] =>
  [...all].filter(place => pointOf(place) === 'before_add' && !all.has(`added ${aboutOf(place)}`))
