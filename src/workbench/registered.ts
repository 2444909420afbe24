import type { Manifest } from '../slack/manifest.ts'

export type RegisteredShortcut = { callback_id: string; name: string; type: 'message' | 'global' }

/** What the app has registered with Slack: what it may do, and what it is told. Tests may change the two sets. */
export type Registered = {
  readonly commands: readonly { command: string; hint: string }[]
  readonly shortcuts: readonly RegisteredShortcut[]
  readonly scopes: Set<string>
  /** Event types that are delivered; all others the app never hears of. */
  readonly events: Set<string>
  /** People cannot write in the direct messages with the app. */
  readonly isReadOnly: boolean
}

export function registeredBy({ features, oauth_config, settings }: Manifest): Registered {
  return {
    commands: (features?.slash_commands ?? []).map(({ command, usage_hint = '' }) => ({
      command,
      hint: usage_hint,
    })),
    shortcuts: (features?.shortcuts ?? []).map(({ callback_id, name, type }) => ({
      callback_id,
      name,
      type,
    })),
    scopes: new Set(oauth_config?.scopes?.bot),
    events: new Set(settings?.event_subscriptions?.bot_events),
    isReadOnly: features?.app_home?.messages_tab_read_only_enabled === true,
  }
}
