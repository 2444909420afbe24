import { randomUUID } from 'node:crypto'
import type { LocalDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { isCustomer } from '../../src/case/customer-is-colleague.ts'
import type { Actor } from '../../src/case/people.ts'
import { refusalToBringIn } from '../../src/case/permissions.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { acsslView } from '../../src/slack/views/acssl-view.ts'
import { authoritiesView } from '../../src/slack/views/authorities-view.ts'
import { contactsView } from '../../src/slack/views/contacts-view.ts'
import { guidanceView } from '../../src/slack/views/guidance-view.ts'
import { helpView } from '../../src/slack/views/help-view.ts'
import { dueView, holdsView, listLength, mineView } from '../../src/slack/views/list-views.ts'
import { refusalView } from '../../src/slack/views/refusal-view.ts'
import { loadingView } from '../../src/slack/views/trouble-view.ts'
import type { Deps } from '../deps.ts'
import { EntryRefusedError } from '../gate.ts'
import type { Asked } from '../handle.ts'
import { freshMetadata } from '../metadata.ts'
import { showCase } from '../show-case.ts'
import { askForAdvice } from '../views/ask-for-advice.ts'
import { bringInCase } from '../views/bring-in-case.ts'
import { checkAwardForm } from '../views/check-award.ts'
import { raiseConcern } from '../views/raise-concern.ts'
import { reportsFor } from './reports.ts'
import { readVerb } from './verbs.ts'
import { workLogFor } from './work-log.ts'

/** The one command, in any channel or direct message. Raising, checking, help and what is set in a file open without any look-up. */
export const concern = (deps: Deps) => async (asked: Asked) => {
  const { screen } = asked
  const { settings } = deps
  const help = (onTop: readonly Passage[] = []) => helpView(settings.phones, onTop)
  const wanted = readVerb(asked.text)
  switch (wanted.verb) {
    case 'raise':
      return showRaise(asked)
    case 'advice':
      return showAdvice(asked)
    case 'case':
      return showCase(deps, asked, { ref: wanted.ref })
    case 'holds':
      return showList(deps, asked, 'Awards on hold', holds)
    case 'mine':
      return showList(deps, asked, 'My cases', mine)
    case 'due':
      return showList(deps, asked, 'What is due', due)
    case 'worklog':
      return showList(deps, asked, 'CEAST work log', (all, actor) => workLogFor(all, actor, 0))
    case 'reports':
      return showList(deps, asked, 'Reports', (all, actor) => reportsFor(all, actor, wanted.days))
    case 'no_such_days':
      return screen.show(help(notDays))
    case 'check':
      return screen.show(checkAwardForm())
    case 'bring-in':
      return showBringIn(deps, asked)
    case 'number_typed':
      return screen.show(wanted.wanted === 'check' ? checkAwardForm(numberTyped) : help(numberTyped))
    case 'no_such_reference':
      return screen.show(help(notAReference))
    case 'guidance':
      return screen.show(guidanceView(settings, today()))
    case 'contacts':
      return screen.show(contactsView(settings, wanted.wanted, today()))
    case 'acssl':
      return screen.show(acsslView(settings, wanted.wanted, today()))
    case 'authorities':
      return screen.show(authoritiesView(settings, wanted.wanted, today()))
    case 'help':
      return screen.show(help())
    case 'unknown':
      return screen.show(help([{ strong: 'Safehold does not know that word. It knows these.' }]))
    default:
      return wanted satisfies never
  }
}

/** By this computer's clock: what is set in a file is shown without the database. */
const today = (): LocalDate => localDateOf(new Date().toISOString())

/** The raise form, with the id that its case will have. `prefill` is text to start from. */
export const showRaise = (asked: Asked, prefill?: string): Promise<void> =>
  asked.screen.show(raiseConcern.view(freshMetadata({ opensWith: randomUUID() }), prefill))

/** The form for advice. Danger may be declared in it, so it has the id of its case beforehand too. */
export const showAdvice = (asked: Asked): Promise<void> =>
  asked.screen.show(askForAdvice.view(freshMetadata({ opensWith: randomUUID() })))
/** The form for a case from before Safehold. Unlike raising it needs a role, so the person is looked up first (F11). */
export const showBringIn = async (deps: Deps, { person, screen }: Asked): Promise<void> => {
  const looking = deps.gate.actorOf(person)
  const [actor] = await Promise.allSettled([looking, screen.show(loadingView(bringInCase.title))])
  if (actor.status === 'rejected') throw actor.reason
  const refusal = refusalToBringIn(actor.value)
  await screen.show(
    refusal ? refusalView(refusal) : bringInCase.view(freshMetadata({ opensWith: randomUUID() })),
  )
}

const numberTyped: readonly Passage[] = [
  { strong: 'What you typed after /concern was not used.' },
  {
    say: 'It looks like a National Insurance number. A number is only ever typed in a form, because what follows a command may be kept in Slack’s own records.',
  },
]

const notAReference: readonly Passage[] = [
  { strong: 'That is not a case reference.' },
  { say: 'Check every character and try again. A reference looks like ACS-2026-000123-K.' },
]

const notDays: readonly Passage[] = [
  { strong: 'Reports cover 1 to 366 days.' },
  { say: 'Write the number of days after it, such as /concern reports 90.' },
]
/** A customer who is a colleague finds no case of their own in any list (F15). */
const isShownTo =
  ({ id }: Actor) =>
  ({ case: c, linked = [] }: { case: Case; linked?: readonly Case[] }): boolean =>
    !isCustomer(c, linked, id)

type List = (deps: Deps, actor: Actor) => Promise<ModalView>

const showList = async (deps: Deps, { person, screen }: Asked, title: string, list: List): Promise<void> => {
  const looking = deps.gate.actorOf(person)
  const [actor] = await Promise.allSettled([looking, screen.show(loadingView(title))])
  if (actor.status === 'rejected') throw actor.reason
  await screen.show(await list(deps, actor.value))
}

const holds: List = async ({ store }, actor) => {
  if (actor.teams.length === 0)
    throw new EntryRefusedError(
      notAllowed(
        'Only the teams see the list of awards on hold',
        'F15',
        'Check one award: /concern check',
        'See your own cases: /concern mine',
      ),
    )
  await store.logView({ actor: actor.id, what: 'holds' })
  return holdsView((await store.openHolds(listLength)).filter(isShownTo(actor)))
}

const mine: List = async ({ store, staff }, actor) => {
  await store.logView({ actor: actor.id, what: 'mine' })
  const [cases, now] = await Promise.all([store.casesOf(actor.id), store.clockNow()])
  return mineView(cases.filter(isShownTo(actor)), now.toISOString(), staff)
}

const due: List = async ({ store, staff }, actor) => {
  await store.logView({ actor: actor.id, what: 'due' })
  const owners = [...actor.teams.map(team => `team:${team}`), `person:${actor.id}`]
  const [steps, now] = await Promise.all([store.dueFor(owners, listLength), store.clockNow()])
  return dueView(steps.filter(isShownTo(actor)), now.toISOString(), staff)
}

/** The lists as App Home shows them too. Each look is logged. */
export const lists = { holds, mine, due }
