import type { App, ViewSubmitAction } from '@slack/bolt'
import { authoritiesAction } from '../src/slack/authority-words.ts'
import { valueActionId } from '../src/slack/form-view.ts'
import { holidaysAction } from '../src/slack/holiday-words.ts'
import { closeTroubleAction } from '../src/slack/trouble-button.ts'
import { decideHolidaysId } from '../src/slack/views/holidays-view.ts'
import { whyAction } from '../src/slack/why-button.ts'
import { pressAuthorities } from './actions/authorities.ts'
import { pressBankHolidays, submitBankHolidays } from './actions/bank-holidays.ts'
import { pressDanger } from './actions/danger.ts'
import { pressHowDate } from './actions/how-date.ts'
import { pressAdvicePage, pressOpenAdvice } from './actions/open-advice.ts'
import { pressWhy } from './actions/why.ts'
import { concern, showAdvice, showBringIn, showRaise } from './commands/concern.ts'
import { pressListPage } from './commands/lists.ts'
import { pressWorkLogPage } from './commands/work-log.ts'
import type { Deps } from './deps.ts'
import { guardEntrance } from './entrance.ts'
import { forms } from './forms.ts'
import { type Asked, onAction, onCommand, onMessageShortcut, onSubmission } from './handle.ts'
import { onEvent } from './events/events.ts'
import { showHome } from './home/show-home.ts'
import { openForm } from './open-form.ts'
import { raiseFromMessage } from './shortcuts/raise-from-message.ts'
import { pressCasePage, pressOpenCase } from './show-case.ts'
import { pressStrange, strangeForm } from './strange.ts'
import { submitForm } from './submit-form.ts'
import { cannotCheck, checkAwardForm, checkAwardId, submitCheckAward } from './views/check-award.ts'
import { closeTroubleId, pressCloseTrouble, submitCloseTrouble } from './views/close-trouble.ts'

type Press = (asked: Asked) => Promise<void>
type Answers = ReturnType<typeof onSubmission>

/**
 * Everything that Slack may send us, and who answers it. Bolt asks each of its listeners about each request, one after the
 * other; so there is one for all forms and one for all buttons, and a table says which is whose.
 */
export const registerHandlers = (app: App, deps: Deps): void => {
  guardEntrance(app, deps)
  app.command('/concern', onCommand(deps, concern(deps)))
  app.shortcut(
    { type: 'message_action', callback_id: 'raise_from_message' },
    onMessageShortcut(deps, raiseFromMessage),
  )
  app.event(anyId, onEvent(deps))

  const { answers, pressOf } = entrancesOf(deps)
  const strange = onSubmission(deps, strangeForm(deps))
  app.view<ViewSubmitAction>(anyId, sent => (answers.get(sent.view.callback_id) ?? strange)(sent))

  app.action(
    { type: 'block_actions', action_id: allButValues },
    onAction(deps, asked => pressOf(asked.actionId)(asked)),
  )
  app.action(
    { type: 'block_actions', block_id: 'danger', action_id: valueActionId },
    onAction(deps, pressDanger(deps)),
  )
}

/** Who answers which form and which button, by their ids; `pages` are those that carry a page in their id. */
export const entrancesOf = (deps: Deps) => {
  const { named, pages } = presses(deps)
  const strange = pressStrange(deps)
  const pressOf = (actionId: string): Press =>
    named.get(actionId) ?? pages.get(actionId.slice(0, actionId.indexOf(':') + 1)) ?? strange
  return { answers: submissions(deps), named, pages, pressOf }
}

const anyId = /^/
/** What somebody chooses in a form tells at once only where it asks about danger. */
const allButValues = new RegExp(`^(?!${valueActionId}$)`)

/** Who answers a sent form, by its callback id. */
const submissions = (deps: Deps): ReadonlyMap<string, Answers> =>
  new Map<string, Answers>([
    ...forms.map((form): [string, Answers] => [form.command, onSubmission(deps, submitForm(deps, form))]),
    [checkAwardId, onSubmission(deps, submitCheckAward(deps), cannotCheck(deps))],
    [decideHolidaysId, onSubmission(deps, submitBankHolidays(deps))],
    [closeTroubleId, onSubmission(deps, submitCloseTrouble(deps))],
  ])

/** These forms open a case of their own: their buttons carry none. */
const opening: readonly string[] = ['raise_concern', 'ask_for_advice', 'bring_in_case']

/** Who answers a button, by its action id. Without one Slack would be left without an answer, and the person too. */
const presses = (deps: Deps): Record<'named' | 'pages', ReadonlyMap<string, Press>> => {
  const named = new Map<string, Press>([
    ...forms
      .filter(form => !opening.includes(form.command))
      .map((form): [string, Press] => [`do:${form.command}`, asked => openForm(deps, form, asked)]),
    ['do:raise_concern', asked => showRaise(asked)],
    ['do:ask_for_advice', showAdvice],
    ['do:bring_in_case', asked => showBringIn(deps, asked)],
    ['do:check_award', asked => asked.screen.show(checkAwardForm())],
    ['do:show_home', asked => showHome(deps, asked.client, asked.person)],
    ['do:open_advice', pressOpenAdvice(deps)],
    [closeTroubleAction, pressCloseTrouble(deps)],
    ['open_case', pressOpenCase(deps)],
    ['how_date', pressHowDate(deps)],
    [whyAction, pressWhy(deps)],
    [holidaysAction, pressBankHolidays(deps)],
    [authoritiesAction, pressAuthorities(deps)],
  ])
  /** Each button of a list of pages has its page in its id. */
  const pages = new Map<string, Press>([
    ['advice_page:', pressAdvicePage(deps)],
    ['case_page:', pressCasePage(deps)],
    ['list_page:', pressListPage(deps)],
    ['work_log_page:', pressWorkLogPage(deps)],
  ])
  return { named, pages }
}
