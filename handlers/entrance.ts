import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  MessageShortcut,
  SlackActionMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt'
import { notAllowed, type Refusal } from '../src/case/refusal.ts'
import { type Phones, spocOrCeast } from '../src/slack/phone-words.ts'
import { refusalView } from '../src/slack/views/refusal-view.ts'
import { whyNot } from '../src/slack/why-button.ts'
import { comesFrom } from '../src/slack/workspace.ts'
import type { Deps } from './deps.ts'
import { EntryRefusedError } from './gate.ts'
import { onAction, onCommand, onMessageShortcut, onSubmission, type Sent } from './handle.ts'
import { keepingTyped, typedInView } from './strange.ts'

/**
 * Stands before every listener, also those that are registered later: whatever does not come from the workspace of the
 * bot's token, by a person of that workspace, reaches none. It needs no look-up, so that raising does not wait for it.
 */
export const guardEntrance = (app: App, deps: Pick<Deps, 'log' | 'settings' | 'workspace'>): void => {
  const refusal = otherWorkspace(deps.settings.phones)
  const refuse = () => Promise.reject(new EntryRefusedError(refusal))
  const onForm = onSubmission(deps, async sent => keepingWords(sent, refusal))
  app.use(async args => {
    if (comesFrom(deps.workspace, args.body)) return args.next()
    deps.log.warn({}, 'Something from another workspace was refused')
    if ('command' in args) return onCommand(deps, refuse)(args)
    if ('options' in args) return args.ack({ options: [] })
    if (isMessageShortcut(args)) return onMessageShortcut(deps, refuse)(args)
    if (isForm(args)) return onForm(args)
    if (isPress(args)) return onAction(deps, refuse)(args)
    if ('ack' in args) await args.ack?.()
  })
}

type Any = AllMiddlewareArgs & { body: unknown }
type Of<Args> = Args & AllMiddlewareArgs

const typeOf = ({ body }: Any): unknown =>
  typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined
const isMessageShortcut = (args: Any): args is Of<SlackShortcutMiddlewareArgs<MessageShortcut>> =>
  typeOf(args) === 'message_action'
const isForm = (args: Any): args is Of<SlackViewMiddlewareArgs<ViewSubmitAction>> =>
  typeOf(args) === 'view_submission'
const isPress = (args: Any): args is Of<SlackActionMiddlewareArgs<BlockAction>> =>
  typeOf(args) === 'block_actions'

const keepingWords = (sent: Sent, refusal: Refusal) =>
  keepingTyped(
    sent,
    refusalView(refusal, typedInView(sent)),
    [refusal.what, ...refusal.youCan, 'Copy what you typed: it was not saved'].join('. '),
    whyNot(refusal),
  )

/** For everything, also raising: their words would come from a place whose rules are not the department's. */
const otherWorkspace = (phones: Phones): Refusal =>
  notAllowed(
    'Safehold answers only people of the workspace it is set up in',
    'F15',
    'If anyone is in immediate danger, ring 999 now',
    `Ring ${spocOrCeast(phones)} and say what you know: do not wait for Safehold`,
    'Ask a colleague of that workspace to raise the concern',
  )
