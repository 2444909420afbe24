/** What the app has registered with Slack, as the manifest would. */
export const commands = [
  { command: '/concern', hint: 'raise a concern, or: advice, mine, due, holds, case, check, help' },
] as const

export const shortcuts = [
  { callback_id: 'raise_from_message', name: 'Raise a concern from this message' },
] as const
