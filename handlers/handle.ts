import type {
  AllMiddlewareArgs,
  BlockAction,
  MessageShortcut,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewOutput,
  ViewSubmitAction,
} from '@slack/bolt'
import { startAnswering } from '../src/watch/metrics.ts'
import type { ModalView } from '../src/slack/modal.ts'
import type { Passage } from '../src/slack/passage.ts'
import { type BesideFields, firstInputOf, withBesideFields, withNotice } from '../src/slack/notice.ts'
import { type Phones, spocOrCeast } from '../src/slack/phone-words.ts'
import { isOvertakenUpdate, tellPerson, updateView } from '../src/slack/show.ts'
import { refusalView } from '../src/slack/views/refusal-view.ts'
import { whyNot } from '../src/slack/why-button.ts'
import { KeysAwayError, VaultError } from '../src/store/store.ts'
import { troublePhone, troubleView } from '../src/slack/views/trouble-view.ts'
import type { Deps } from './deps.ts'
import type { FieldErrors } from './form-values.ts'
import { EntryRefusedError, GateClosedError } from './gate.ts'
import { noteRefusal } from './refused.ts'
import { type Screen, screenOf } from './screen.ts'
import { logTrouble } from './trouble.ts'
import { within } from './within.ts'

type Client = AllMiddlewareArgs['client']

/**
 * What a sent form is answered with: another view in its place, or words beside its fields. `why` is the same words with
 * their "Why?", for the fields that a rule speaks about: Slack takes no button with its own words beside a field.
 */
export type Answer = { view: ModalView } | { errors: FieldErrors; why?: BesideFields }

/** A form that was sent. */
export type Sent = { person: string; view: ViewOutput }

/** Somebody asked for something, and has a screen to show it on. */
export type Asked = {
  person: string
  client: Client
  screen: Screen
  /** What followed the command, or what the button carries. */
  text: string
  /** The view that a button was pressed in. */
  view?: ViewOutput
  actionId: string
}

/** Slack waits three seconds; what is left is for the way there and back. */
const answerWithinMs = 2000

type Parts = Pick<Deps, 'log' | 'settings'>

/**
 * Answers a sent form, exactly once and in time. What was typed stays on the screen unless it is recorded: a late or
 * failed save asks for another press, which the form's nonce makes harmless. `onTrouble` replaces that answer.
 */
export const onSubmission =
  ({ log, settings }: Parts, run: (sent: Sent) => Promise<Answer>, onTrouble?: () => Answer) =>
  async ({
    ack,
    body,
    view,
    client,
  }: Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'body' | 'view'> & {
    client: Client
  }): Promise<void> => {
    const command = view.callback_id
    const answered = startAnswering(command)
    const work = run({ person: body.user.id, view })
    let answer: Answer
    try {
      answer = await within(answerWithinMs, `Form ${command}`, work)
    } catch (error) {
      // The late end of the work is only of interest if it fails otherwise.
      work.catch((late: unknown) => late !== error && logTrouble(log, late, { command }))
      if (error instanceof EntryRefusedError) {
        noteRefusal(log, error.refusal, { person: body.user.id, command })
        answer = { view: refusalView(error.refusal) }
      } else {
        const reference = logTrouble(log, error, { command })
        answer = onTrouble?.() ?? notDone(error, view, reference, settings.phones)
      }
    }
    await ack(
      'view' in answer
        ? { response_action: 'update', view: answer.view }
        : { response_action: 'errors', errors: answer.errors },
    )
    answered()
    if ('errors' in answer) await showWhy({ client, log }, view, answer.why)
  }

/** Slack has its answer. The words with "Why?" follow into the form; without them its own words stand there alone. */
const showWhy = async (
  { client, log }: { client: Client; log: Parts['log'] },
  view: ViewOutput,
  why: BesideFields = {},
): Promise<void> => {
  const shown = withBesideFields(view, why)
  if (shown === undefined) return
  try {
    await updateView(client, { viewId: view.id, hash: view.hash }, shown)
  } catch (error) {
    if (isOvertakenUpdate(error))
      log.info({ command: view.callback_id }, 'The form was gone before its "Why?"')
    else logTrouble(log, error, { command: view.callback_id })
  }
}

/** What was typed stays on the screen; what to do with it depends on what is known of why. */
const notDone = (error: unknown, view: ViewOutput, reference: string, phones: Phones): Answer => {
  const press = `Press ${view.submit?.text ?? 'Send'} again`
  const ring = `ring ${spocOrCeast(phones)}: do not wait for Safehold. Reference: ${reference}`
  const said = (what: string, next: string): Answer => {
    const field = firstInputOf(view)
    return field === undefined
      ? { view: withNotice(view, [{ strong: what }, { say: next }]) }
      : { errors: { [field]: `${what} ${next}` } }
  }
  if (error instanceof VaultError)
    return said(
      'This was not saved: nothing can be added to this case now. CEAST and the leads are told.',
      `Copy what you typed and raise it with /concern as a new concern, and ${ring}`,
    )
  if (error instanceof KeysAwayError)
    return said(
      'This was not saved: Safehold cannot seal what you typed just now.',
      `${press} in a minute. If this keeps happening, ${ring}`,
    )
  return said(
    'We could not confirm that this was saved.',
    `${press}: it is recorded once. If this keeps happening, ${ring}`,
  )
}

/** Answers a press of a button or a choice that tells at once: acknowledged first, then done. */
export const onAction =
  (deps: Parts, run: (asked: Asked) => Promise<void>) =>
  async ({
    ack,
    body,
    action,
    client,
  }: Pick<SlackActionMiddlewareArgs<BlockAction>, 'ack' | 'body' | 'action'> & {
    client: Client
  }): Promise<void> => {
    await ack()
    const text =
      'value' in action && typeof action.value === 'string'
        ? action.value
        : 'selected_option' in action
          ? (action.selected_option?.value ?? '')
          : ''
    // On App Home nothing lies that another view could be put on top of.
    const view = body.view?.type === 'home' ? undefined : body.view
    await attempt(deps, run, {
      person: body.user.id,
      client,
      text,
      actionId: action.action_id,
      screen: screenOf(client, body.trigger_id, view),
      ...(view && { view }),
    })
  }

/** Answers a slash command: acknowledged first, then done. */
export const onCommand =
  (deps: Parts, run: (asked: Asked) => Promise<void>) =>
  async ({
    ack,
    command,
    client,
  }: Pick<SlackCommandMiddlewareArgs, 'ack' | 'command'> & { client: Client }): Promise<void> => {
    await ack()
    await attempt(deps, run, {
      person: command.user_id,
      client,
      text: command.text,
      actionId: command.command,
      screen: screenOf(client, command.trigger_id),
    })
  }

/** Answers a message shortcut: acknowledged first, then done. The message's text is in `text`. */
export const onMessageShortcut =
  (deps: Parts, run: (asked: Asked) => Promise<void>) =>
  async ({
    ack,
    shortcut,
    client,
  }: Pick<SlackShortcutMiddlewareArgs<MessageShortcut>, 'ack' | 'shortcut'> & {
    client: Client
  }): Promise<void> => {
    await ack()
    await attempt(deps, run, {
      person: shortcut.user.id,
      client,
      text: shortcut.message.text ?? '',
      actionId: shortcut.callback_id,
      screen: screenOf(client, shortcut.trigger_id),
    })
  }

const attempt = async (deps: Parts, run: (asked: Asked) => Promise<void>, asked: Asked): Promise<void> => {
  const { log } = deps
  try {
    await run(asked)
  } catch (error) {
    // The person closed the view, or a newer answer is on the screen already.
    if (isOvertakenUpdate(error)) log.info({ command: asked.actionId }, 'The view was gone before its answer')
    else await tellTrouble(deps, asked, error)
  }
}

/** On the screen if there is one, else in the person's direct messages. */
const tellTrouble = async ({ log, settings }: Parts, asked: Asked, error: unknown): Promise<void> => {
  const { phones } = settings
  const refused = error instanceof EntryRefusedError
  if (refused) noteRefusal(log, error.refusal, { person: asked.person, command: asked.actionId })
  const reference = refused ? '' : logTrouble(log, error, { command: asked.actionId })
  try {
    await asked.screen.show(
      refused ? refusalView(error.refusal) : troubleView('Safehold', reference, phones, why(error)),
    )
  } catch (hidden) {
    const words = refused
      ? `${error.refusal.what}. ${error.refusal.youCan.join('. ')}.`
      : `That did not work (reference ${reference}). Try again. ${troublePhone(phones)}`
    logTrouble(log, hidden, { command: asked.actionId })
    const more = refused ? whyNot(error.refusal) : undefined
    await tellPerson(asked.client, asked.person, words, more).catch((error: unknown) =>
      logTrouble(log, error, { command: asked.actionId }),
    )
  }
}

const why = (error: unknown): readonly Passage[] => (error instanceof GateClosedError ? gateWords : [])

/** Said when the gate is closed. */
export const gateWords: readonly Passage[] = [
  { say: 'Safehold could not check who you are, so it shows nothing and decides nothing.' },
]
