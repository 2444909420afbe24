import { setTimeout as delay } from 'node:timers/promises'
import { localDateOf } from '../../src/calendar/london.ts'
import { type Fields, fieldsOr, stringOr, textIn } from '../../src/workbench/fields.ts'
import type { Reply } from '../../src/workbench/line.ts'
import type { ShownView } from '../../src/workbench/page-state.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { wordsOf } from '../support/case-by-hand.ts'
import type { History, Operation, Outcome } from './history.ts'
import { casts, type Step, type Story } from './stories.ts'

/** How long a client tries to get a form, and then to get an answer to it. */
const openWithinMs = 14_000
const answerWithinMs = 20_000
const screenWithinMs = 3000
const pauseMs = 250
const mostPresses = 8

export type Clients = {
  /** One client's story on one case of its own. Ends when a step's outcome stays unknown or it is refused. */
  play(client: string, story: Story, twice: readonly boolean[]): Promise<void>
}

/** People at their screens. They press what there is to press, and press again while nobody tells them how it went. */
export const clients = (workbench: Workbench, history: History): Clients => {
  const { driver, world } = workbench
  const turns = new Map<string, Promise<unknown>>()

  /** A person has one screen, and may be in the cast of two clients. */
  const inTurn = <T>(person: string, act: () => Promise<T>): Promise<T> => {
    const before = turns.get(person) ?? Promise.resolve()
    const mine = before.catch(() => undefined).then(act)
    turns.set(person, mine)
    return mine
  }

  const shows = async (
    person: string,
    isThere: (view: ShownView) => boolean,
  ): Promise<ShownView | undefined> => {
    const giveUpAt = performance.now() + screenWithinMs
    while (performance.now() < giveUpAt) {
      const view = driver.as(person).view()
      if (view && isThere(view)) return view
      await delay(30)
    }
    return undefined
  }

  const tryToOpen = async (person: string, act: string, ref: string | undefined) => {
    world.stacks.delete(person)
    const hands = driver.as(person)
    const asked = await hands.command(ref === undefined ? '' : `case ${ref}`)
    if (!asked.ok) return undefined
    if (ref !== undefined) {
      if (!(await shows(person, view => wordsOf(view).includes(`"do:${act}"`)))) return undefined
      if (!(await hands.pressInView(`do:${act}`)).ok) return undefined
    }
    return shows(person, view => view.callback_id === act)
  }

  const open = async (person: string, act: string, ref: string | undefined) => {
    const giveUpAt = performance.now() + openWithinMs
    while (performance.now() < giveUpAt) {
      const view = await tryToOpen(person, act, ref)
      if (view) return view
      await delay(pauseMs)
    }
    return undefined
  }

  const press = async (payload: Fields, twice: boolean, operation: Operation): Promise<Answer> => {
    const giveUpAt = performance.now() + answerWithinMs
    let answer: Answer = { outcome: 'info' }
    for (let again = false; ; again = true) {
      if (again) operation.presses += 1
      const replies = await Promise.all(
        twice && !again ? [driver.deliver(payload), driver.deliver(payload)] : [driver.deliver(payload)],
      )
      const answers = replies.map(answerIn)
      answer = answers.find(one => one.outcome !== 'info') ?? answer
      const isEnough = operation.presses >= mostPresses || performance.now() > giveUpAt
      if (answer.outcome !== 'info' || isEnough) return answer
      await delay(pauseMs)
    }
  }

  const take = async (client: string, step: Step, ref: string | undefined, twice: boolean) => {
    const cast = casts[client]
    if (cast === undefined) throw new Error(`There is no client ${client}`)
    const person = cast.people[step.by]
    return inTurn(person, async () => {
      const view = await open(person, step.act, ref)
      if (view === undefined) {
        history.note(client, `could not open ${step.act}`, { ref })
        return undefined
      }
      const { nonce, caseId } = idsIn(view)
      const answers = step.answers({ view, today: localDateOf(world.now().toISOString()), line: cast.line })
      const payload = driver.as(person).submission(answers)
      const { act, event } = step
      const operation = history.invoke({ id: `${nonce}-${person}`, client, person, act, event, caseId })
      const answer = await press(payload, twice, operation)
      history.end(operation, answer.outcome, answer.ref)
      if (answer.words !== undefined) history.note(client, 'was told', { words: answer.words })
      world.stacks.delete(person)
      return answer.outcome === 'ok' ? answer.ref : undefined
    })
  }

  return {
    play: async (client, story, twice) => {
      let ref: string | undefined
      for (const [index, step] of story.entries()) {
        ref = await take(client, step, index === 0 ? undefined : ref, twice[index] ?? false)
        if (ref === undefined) return
      }
    },
  }
}

type Answer = { outcome: Outcome; ref?: string; words?: string }

const refusals = new Set([
  'Not yours to do',
  'Not yet',
  'The case has changed',
  'Check your answers',
  'Not found',
  'Already done',
])
const inDoubt = 'could not confirm'

/** What a person makes of what they are shown. */
const answerIn = (reply: Reply): Answer => {
  if (!reply.ok) return { outcome: 'info' }
  const { body } = reply
  const words = wordsOf(body)
  if (words.includes(inDoubt)) return { outcome: 'info' }
  const view = fieldsOr(body['view'])
  if (body['response_action'] !== 'update' || refusals.has(textIn(view['title'])))
    return { outcome: 'fail', words: words.slice(0, 400) }
  const ref = /ACS-\d{4}-\d{6}-[A-Z]/.exec(words)?.[0]
  return ref === undefined ? { outcome: 'fail', words: words.slice(0, 400) } : { outcome: 'ok', ref }
}

const idsIn = (view: ShownView): { nonce: string; caseId: string } => {
  // The form's own hidden part, which is the product's business; only its ids are looked at.
  const meta = fieldsOr(JSON.parse(view.private_metadata))
  return { nonce: stringOr(meta['nonce']), caseId: stringOr(meta['caseId']) || stringOr(meta['opensWith']) }
}
