import { randomUUID } from 'node:crypto'
import type { LocalDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import type { Actor } from '../../src/case/people.ts'
import { refusalToBringIn } from '../../src/case/bring-in-role.ts'
import type { ModalView } from '../../src/slack/modal.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { acsslView } from '../../src/slack/views/acssl-view.ts'
import { authoritiesView } from '../../src/slack/views/authorities-view.ts'
import { contactsView } from '../../src/slack/views/contacts-view.ts'
import { guidanceView } from '../../src/slack/views/guidance-view.ts'
import { helpView } from '../../src/slack/views/help-view.ts'
import type { ListName } from '../../src/slack/views/list-views.ts'
import { retentionTitle } from '../../src/slack/views/retention-view.ts'
import { troubleTitle } from '../../src/slack/views/trouble-list-view.ts'
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
import { listPageFor } from './lists.ts'
import { reportsFor } from './reports.ts'
import { retentionFor } from './retention.ts'
import { troubleFor } from './trouble.ts'
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
      return showList(deps, asked, 'Awards on hold', firstPageOf('holds'))
    case 'mine':
      return showList(deps, asked, 'My cases', firstPageOf('mine'))
    case 'due':
      return showList(deps, asked, 'What is due', firstPageOf('due'))
    case 'worklog':
      return showList(deps, asked, 'CEAST work log', (all, actor) => workLogFor(all, actor, 0))
    case 'trouble':
      return showList(deps, asked, troubleTitle, troubleFor)
    case 'retention':
      return showList(deps, asked, retentionTitle, retentionFor)
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
  if (refusal) throw new EntryRefusedError(refusal)
  await screen.show(bringInCase.view(freshMetadata({ opensWith: randomUUID() })))
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
type List = (deps: Deps, actor: Actor) => Promise<ModalView>

const firstPageOf =
  (name: ListName): List =>
  (deps, actor) =>
    listPageFor(deps, actor, name, 0)

const showList = async (deps: Deps, { person, screen }: Asked, title: string, list: List): Promise<void> => {
  const looking = deps.gate.actorOf(person)
  const [actor] = await Promise.allSettled([looking, screen.show(loadingView(title))])
  if (actor.status === 'rejected') throw actor.reason
  await screen.show(await list(deps, actor.value))
}
