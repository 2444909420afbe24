import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt'
import type { Actor } from '../../src/case/people.ts'
import { publishHome } from '../../src/slack/show.ts'
import { type HomeList, homeView, refusedHome, troubleHome } from '../../src/slack/views/home-view.ts'
import { troubleLength, troubleListView, troubleTitle } from '../../src/slack/views/trouble-list-view.ts'
import { listPageFor } from '../commands/lists.ts'
import { asShownTo, refusalToTrouble } from '../commands/trouble.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError, GateClosedError } from '../gate.ts'
import { gateWords } from '../handle.ts'
import { noteRefusal } from '../refused.ts'
import { logTrouble } from '../trouble.ts'

type Client = AllMiddlewareArgs['client']
type Opened = Pick<SlackEventMiddlewareArgs<'app_home_opened'>, 'event'> & { client: Client }

const about = { command: 'show_home' }

/** Somebody opened App Home: it is made anew each time, because what it showed before may no longer be true. */
export const onHomeOpened =
  (deps: Deps) =>
  async ({ event, client }: Opened): Promise<void> => {
    if (event.tab === 'home') await showHome(deps, client, event.user)
  }

/** Publishes App Home for one person. What cannot be looked up is not shown; a failure to publish is only logged. */
export const showHome = async (deps: Deps, client: Client, person: string): Promise<void> => {
  try {
    await publishHome(client, person, await homeOf(deps, person))
  } catch (error) {
    logTrouble(deps.log, error, about)
  }
}

const homeOf = async (deps: Deps, person: string) => {
  try {
    const actor = await deps.gate.actorOf(person)
    const [trouble, held, due, now] = await Promise.all([
      troubleOn(deps, actor),
      // Only the teams see every hold; everybody sees their own cases, and those on hold say so (F15).
      actor.teams.length > 0
        ? listOf('On hold', '/concern holds', listPageFor(deps, actor, 'holds', 0))
        : listOf('Your cases', '/concern mine', listPageFor(deps, actor, 'mine', 0)),
      listOf('Due for you and your teams', '/concern due', listPageFor(deps, actor, 'due', 0)),
      deps.store.clockNow(),
    ])
    return homeView([...trouble, held, due], now.toISOString())
  } catch (error) {
    if (error instanceof EntryRefusedError) {
      noteRefusal(deps.log, error.refusal, { person, ...about })
      return refusedHome(error.refusal)
    }
    const reference = logTrouble(deps.log, error, about)
    return troubleHome(reference, deps.settings.phones, error instanceof GateClosedError ? gateWords : [])
  }
}

/** First of all on a lead's page, and only while something is open (F16). */
const troubleOn = async ({ store }: Deps, actor: Actor): Promise<HomeList[]> => {
  if (refusalToTrouble(actor)) return []
  const open = await store.openTroubles(troubleLength + 1)
  if (open.length === 0) return []
  await store.logView({ actor: actor.id, what: 'trouble' })
  return [
    { title: troubleTitle, command: '/concern trouble', view: troubleListView(open.map(asShownTo(actor))) },
  ]
}

const listOf = async (
  title: string,
  command: string,
  view: Promise<HomeList['view']>,
): Promise<HomeList> => ({
  title,
  command,
  view: await view,
})
