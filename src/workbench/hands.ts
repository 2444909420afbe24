import { pressInMessage, runCommand, runGlobalShortcut, runShortcut, say } from './act-in-channel.ts'
import { closeView, fillView, openHome, pressInView, submitView } from './act-in-view.ts'
import type { Bench } from './bench.ts'
import { elementsOf } from './block-kit.ts'
import type { Fields } from './fields.ts'
import { failed, type Outcome } from './outcome.ts'
import { type ShownMessage, type ShownView, shownMessages, shownView } from './page-state.ts'
import { submissionPayload } from './payloads.ts'
import { channelPlans, type Person } from './people.ts'
import { suggest, type Suggested } from './suggestions.ts'
import { stackOf, topView } from './views.ts'
import { directWith, type OpenView, type World } from './world.ts'

/**
 * By block_id: text; an option's value; a list of option values; 'YYYY-MM-DD'; 'HH:MM'; a person's id, or a list of
 * them where several may be chosen.
 * Null empties a field.
 */
export type Answers = Record<string, string | readonly string[] | number | null | Fields>

/** What one person can do. Every act resolves after the app has acknowledged it. */
export type Hands = {
  readonly person: Person
  /** `/concern <text>`, in the channel of everybody unless another is named. */
  command(text?: string, channel?: string): Promise<Outcome>
  /** Uses the element with this action_id; `value` is for one that is not a button. */
  press(channel: string, ts: string, actionId: string, value?: unknown): Promise<Outcome>
  shortcut(channel: string, ts: string, callbackId?: string): Promise<Outcome>
  globalShortcut(callbackId: string): Promise<Outcome>
  /** What the app offers in a menu of the view on top for these letters. */
  suggest(blockId: string, query: string): Promise<Suggested>
  say(channel: string, text: string, threadTs?: string): Outcome
  /** The view on top, or undefined. */
  view(): ShownView | undefined
  views(): ShownView[]
  /** Types without sending. */
  fill(answers: Answers): void
  submit(answers?: Answers): Promise<Outcome>
  close(): Promise<Outcome>
  pressInView(actionId: string, value?: unknown): Promise<Outcome>
  /** Changes one field, and tells the app where the field says so. */
  choose(blockId: string, value: unknown): Promise<Outcome>
  openHome(): Promise<Outcome>
  home(): ShownView | undefined
  pressInHome(actionId: string, value?: unknown): Promise<Outcome>
  messages(channel: string, thread?: string): ShownMessage[]
  /** In the direct message with the app. */
  direct(): ShownMessage[]
  /** Everything shown only to this person, in any channel, oldest first. */
  ephemerals(): ShownMessage[]
  /** The payload that pressing submit now would send, for sending it more than once or changed. */
  submission(answers?: Answers): Fields
}

const everybody = channelPlans.find(plan => plan.key === 'general')?.id ?? ''
const NO_VIEW = failed('No view is open.')

export function createHands(bench: Bench, id: string): Hands {
  const { world } = bench
  const person = world.people.get(id)
  if (person === undefined) throw new Error(`Nobody here has the id ${id}`)
  const home = () => world.homes.get(id)
  const shown = (view: OpenView | undefined) => (view === undefined ? undefined : shownView(view))
  const pressIn = async (view: OpenView | undefined, actionId: string, value: unknown) =>
    view === undefined
      ? NO_VIEW
      : pressInView(bench, { person: id, viewId: view.id, actionId, ...elementWith(value) })
  const seen = (channelId: string, thread?: string) => messagesOf(world, id, channelId, thread)
  return {
    person,
    command: (text = '', channel = everybody) =>
      runCommand(bench, { person: id, channel, command: '/concern', text }),
    press: (channel, ts, actionId, value) =>
      pressInMessage(bench, { person: id, channel, ts, actionId, ...elementWith(value) }),
    shortcut: (channel, ts, callbackId = world.app.shortcuts[0]?.callback_id ?? '') =>
      runShortcut(bench, { person: id, channel, ts, callbackId }),
    globalShortcut: callbackId => runGlobalShortcut(bench, { person: id, callbackId }),
    async suggest(blockId, query) {
      const view = topView(world, id)
      const placed = elementsOf(view?.definition['blocks']).find(element => element.blockId === blockId)
      if (view === undefined || placed === undefined) throw new Error(`No block ${blockId} is on screen`)
      const { actionId } = placed
      return suggest(bench, { person: id, place: { viewId: view.id }, blockId, actionId, query })
    },
    say: (channel, text, threadTs) => say(bench, { person: id, channel, text, threadTs }),
    view: () => shown(topView(world, id)),
    views: () => stackOf(world, id).map(shownView),
    fill(answers) {
      fillView(world, openViewOf(world, id, answers), answers)
    },
    async submit(answers = {}) {
      const view = openViewOf(world, id, answers)
      return submitView(bench, { person: id, viewId: view.id, values: answers })
    },
    async close() {
      const view = topView(world, id)
      return view === undefined ? NO_VIEW : closeView(bench, { person: id, viewId: view.id })
    },
    pressInView: (actionId, value) => pressIn(topView(world, id), actionId, value),
    async choose(blockId, value) {
      const view = topView(world, id)
      const placed = elementsOf(view?.definition['blocks']).find(element => element.blockId === blockId)
      if (view === undefined || placed === undefined) return failed(`No block ${blockId} is on screen.`)
      const { actionId } = placed
      return pressInView(bench, { person: id, viewId: view.id, blockId, actionId, ...elementWith(value) })
    },
    openHome: () => openHome(bench, { person: id }),
    home: () => shown(home()),
    pressInHome: (actionId, value) => pressIn(home(), actionId, value),
    messages: seen,
    direct: () => seen(directWith(world, id).id),
    ephemerals: () =>
      [...world.channels.values()]
        .flatMap(channel => shownMessages(world, channel, id))
        .filter(message => message.ephemeral)
        .toSorted((one, other) => (one.ts < other.ts ? -1 : 1)),
    submission(answers = {}) {
      const view = openViewOf(world, id, answers)
      fillView(world, view, answers)
      return submissionPayload(world, person, view)
    },
  }
}

const elementWith = (value: unknown): { element?: Fields } =>
  value === undefined ? {} : { element: { value } }

function messagesOf(world: World, person: string, id: string, thread?: string): ShownMessage[] {
  const channel = world.channels.get(id)
  if (channel === undefined) throw new Error(`There is no channel ${id}`)
  // The driver looks for the test, not for the person: a test may read a channel its person is not in.
  return shownMessages(world, channel, person, thread)
}

/** The view on top, after checking that it has the blocks that a test means to fill in. */
function openViewOf(world: World, person: string, answers: Answers): OpenView {
  const view = topView(world, person)
  if (view === undefined) throw new Error(`${person} has no view open`)
  const known = elementsOf(view.definition['blocks']).map(({ blockId }) => blockId)
  const strange = Object.keys(answers).filter(blockId => !known.includes(blockId))
  if (strange.length === 0) return view
  throw new Error(`The view has no block ${strange.join(', ')}; it has ${known.join(', ')}`)
}
