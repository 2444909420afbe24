import { z } from 'zod'
import { optionGroup, plainOption } from '../slack/block-kit/objects.ts'
import { problemsOf } from '../slack/block-kit/problems.ts'
import { limits } from '../slack/limits.ts'
import { type Bench, deliver } from './bench.ts'
import { elementsOf, type PlacedElement } from './block-kit.ts'
import { type Fields, listOf } from './fields.ts'
import { visibleTo } from './messages.ts'
import { actorOf, channelFor } from './outcome.ts'
import { suggestionPayload } from './payloads.ts'
import type { Person } from './people.ts'
import { viewById } from './views.ts'
import type { Channel, Message, OpenView, World } from './world.ts'

/** Where a menu is that asks the app for its options. */
export type Place = { viewId: string } | { channel: string; ts: string }
export type SuggestAct = { person: string; place: Place; blockId: string; actionId: string; query: string }

/** The options to show, or the words in the open menu when there are none. */
export type Suggested = { ok: true; options: Fields[] } | { ok: false; error: string }

const none = (error: string): Suggested => ({ ok: false, error })

const answer = z.union([
  z.strictObject({ options: z.array(plainOption).max(limits.selectOptions) }),
  z.strictObject({ option_groups: z.array(optionGroup).max(limits.optionGroups) }),
])

/** Asks the app for the options of a menu, as Slack does while a person types in it. */
export async function suggest(bench: Bench, act: SuggestAct): Promise<Suggested> {
  const { world } = bench
  const actor = actorOf(world, act.person)
  if (!actor.ok) return actor
  const holder = holderAt(world, actor.person, act.place)
  const placed = elementsOf(holder?.blocks).find(
    one => one.blockId === act.blockId && one.actionId === act.actionId,
  )
  if (holder === undefined || placed === undefined) return none('What you used is no longer there.')
  if (act.query.length < leastTyped(placed)) return { ok: true, options: [] }
  const payload = suggestionPayload(world, actor.person, { ...act, ...holder })
  const reply = await deliver(bench, 'interactive', payload, `options ${act.actionId}`)
  if (!reply.ok) return none('Result not found.')
  const problems = problemsOf(answer, reply.body, '')
  if (problems.length > 0) {
    const note = problems.join(' ')
    world.log.add({ direction: 'from Safehold', what: 'options', status: 'wrong', ms: 0, note })
    return none('Result not found.')
  }
  const groups = listOf(reply.body['option_groups'])
  return {
    ok: true,
    options: [...listOf(reply.body['options']), ...groups.flatMap(one => listOf(one['options']))],
  }
}

/** Slack asks from the third character on, unless the menu says otherwise. */
const leastTyped = ({ element }: PlacedElement): number => {
  const least = element['min_query_length']
  return typeof least === 'number' ? least : 3
}

type Holder = { blocks: unknown; view?: OpenView; message?: Message; channel?: Channel }

function holderAt(world: World, person: Person, place: Place): Holder | undefined {
  if ('viewId' in place) {
    const view = viewById(world, place.viewId)
    return view?.person === person.id ? { blocks: view.definition['blocks'], view } : undefined
  }
  const channel = channelFor(world, person, place.channel)
  const message = channel && visibleTo(channel, person.id).find(({ ts }) => ts === place.ts)
  return channel && message && { blocks: message.blocks, message, channel }
}
