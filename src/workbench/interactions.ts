import { TROUBLE } from './outcome.ts'

/** What a person's click sends to the app, and what the person sees when the app does not answer in time. */
export const interactionTable = {
  slash_commands: {
    when: 'a slash command is sent',
    late: 'in the channel, only to the person: /concern failed with the error "operation_timeout"',
  },
  block_actions: {
    when: 'a button is pressed, or something is chosen in a field with dispatch_action',
    late: TROUBLE,
  },
  block_suggestion: {
    when: 'somebody types into a menu whose options the app gives',
    late: 'Result not found.',
  },
  view_submission: {
    when: 'a form is sent; the answer may close, update, push or clear views, or show errors',
    late: `${TROUBLE} The form stays, with what was typed`,
  },
  view_closed: { when: 'a view with notify_on_close is closed', late: 'nothing' },
  message_action: { when: 'a shortcut on a message is chosen', late: TROUBLE },
  shortcut: { when: 'a shortcut from the menu is chosen', late: TROUBLE },
} as const
