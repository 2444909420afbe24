import type { App, ViewSubmitAction } from '@slack/bolt'
import { authoritiesAction } from '../src/slack/authority-words.ts'
import { valueActionId } from '../src/slack/form-view.ts'
import { closeTroubleAction } from '../src/slack/trouble-button.ts'
import { whyAction } from '../src/slack/why-button.ts'
import { pressAuthorities } from './actions/authorities.ts'
import { pressDanger } from './actions/danger.ts'
import { pressHowDate } from './actions/how-date.ts'
import { pressAdvicePage, pressOpenAdvice } from './actions/open-advice.ts'
import { pressWhy } from './actions/why.ts'
import { concern, showAdvice, showBringIn, showRaise } from './commands/concern.ts'
import { pressListPage } from './commands/lists.ts'
import { pressWorkLogPage } from './commands/work-log.ts'
import type { Deps } from './deps.ts'
import { forms } from './forms.ts'
import { onAction, onCommand, onMessageShortcut, onSubmission } from './handle.ts'
import { onHomeOpened, showHome } from './home/show-home.ts'
import { openForm } from './open-form.ts'
import { raiseFromMessage } from './shortcuts/raise-from-message.ts'
import { pressCasePage, pressOpenCase } from './show-case.ts'
import { pressStrange, strangeForm } from './strange.ts'
import { submitForm } from './submit-form.ts'
import { cannotCheck, checkAwardForm, checkAwardId, submitCheckAward } from './views/check-award.ts'
import { closeTroubleId, pressCloseTrouble, submitCloseTrouble } from './views/close-trouble.ts'

/** Everything that Slack may send us, and who answers it. */
export const registerHandlers = (app: App, deps: Deps): void => {
  app.command('/concern', onCommand(deps, concern(deps)))
  app.shortcut(
    { type: 'message_action', callback_id: 'raise_from_message' },
    onMessageShortcut(deps, raiseFromMessage),
  )
  app.event('app_home_opened', onHomeOpened(deps))
  const submission = (callbackId: string | RegExp, answer: ReturnType<typeof onSubmission>) =>
    app.view<ViewSubmitAction>(callbackId, answer)
  for (const form of forms) {
    submission(form.command, onSubmission(deps, submitForm(deps, form)))
    if (!opening.includes(form.command))
      app.action(
        { type: 'block_actions', action_id: `do:${form.command}` },
        onAction(deps, asked => openForm(deps, form, asked)),
      )
  }
  const press = (actionId: string | RegExp, run: Parameters<typeof onAction>[1]) =>
    app.action({ type: 'block_actions', action_id: actionId }, onAction(deps, run))
  press('do:raise_concern', asked => showRaise(asked))
  press('do:ask_for_advice', showAdvice)
  press('do:bring_in_case', asked => showBringIn(deps, asked))
  press('do:check_award', asked => asked.screen.show(checkAwardForm()))
  press('do:show_home', asked => showHome(deps, asked.client, asked.person))
  press('do:open_advice', pressOpenAdvice(deps))
  press(/^advice_page:/, pressAdvicePage(deps))
  press('open_case', pressOpenCase(deps))
  press('how_date', pressHowDate(deps))
  press(whyAction, pressWhy(deps))
  press(authoritiesAction, pressAuthorities(deps))
  press(/^case_page:/, pressCasePage(deps))
  press(/^list_page:/, pressListPage(deps))
  press(/^work_log_page:/, pressWorkLogPage(deps))
  app.action(
    { type: 'block_actions', block_id: 'danger', action_id: valueActionId },
    onAction(deps, pressDanger(deps)),
  )
  press(closeTroubleAction, pressCloseTrouble(deps))
  submission(closeTroubleId, onSubmission(deps, submitCloseTrouble(deps)))
  submission(checkAwardId, onSubmission(deps, submitCheckAward(deps), cannotCheck(deps)))

  const commands = forms.map(form => form.command)
  const buttons = [...commands, 'open_advice', 'check_award', 'show_home', 'close_trouble'].map(
    command => `do:${command}`,
  )
  press(
    noneOf([
      ...buttons,
      'open_case',
      'how_date',
      whyAction,
      authoritiesAction,
      'case_page:.*',
      'advice_page:.*',
      'list_page:.*',
      'work_log_page:.*',
      valueActionId,
    ]),
    pressStrange(deps),
  )
  submission(noneOf([...commands, checkAwardId, closeTroubleId]), onSubmission(deps, strangeForm(deps)))
}

/** These forms open a case of their own: their buttons carry none. */
const opening: readonly string[] = ['raise_concern', 'ask_for_advice']

/** Without a handler Slack would be left without an answer, and the person with "trouble connecting". */
const noneOf = (known: readonly string[]): RegExp => new RegExp(`^(?!(?:${known.join('|')})$)`)
