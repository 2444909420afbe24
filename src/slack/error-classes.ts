/** What an error that Slack names means for a message, and so what becomes of it. */
export type ErrorClass =
  /** It will never be taken as it is. */
  | 'permanent'
  /** The person it is for cannot be reached. */
  | 'person_gone'
  /** Not taken now; it may be later, by itself. */
  | 'transient'
  /** Part of it may have been done: looked for before it is sent again. */
  | 'unknown'
  /** Nothing is taken in this channel until somebody puts it right. */
  | 'channel_shut'
  /** Nothing is taken from the app at all until somebody puts it right. */
  | 'slack_shut'
  /** Not taken as a reply: it goes into the channel itself. */
  | 'not_in_thread'
  /** The message that it changes or answers is not there, or cannot be changed any more: a new one takes its place. */
  | 'message_gone'

/**
 * Every error that Slack documents for `chat.postMessage` and `chat.update`, and for the look-ups around them
 * (`conversations.open`, `conversations.info`, `conversations.history`), each in one class. The lists were taken from
 * copies of Slack's documentation, those of the look-ups from an older one: a code that is missing counts as unknown.
 */
export const errorClasses: Readonly<Record<ErrorClass, readonly string[]>> = {
  permanent: [
    'as_user_not_supported',
    'attachment_payload_limit_exceeded',
    'block_mismatch',
    'cant_broadcast_message',
    'duplicate_channel_not_found',
    'duplicate_message_not_found',
    'invalid_arg_name',
    'invalid_arguments',
    'invalid_array_arg',
    'invalid_attachments',
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_charset',
    'invalid_form_data',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'invalid_post_type',
    'invalid_ts_latest',
    'invalid_ts_oldest',
    'markdown_text_conflict',
    'metadata_must_be_sent_from_app',
    'metadata_too_large',
    'missing_file_data',
    'missing_post_type',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_dual_broadcast_content_update',
    'no_text',
    'pagination_not_available',
    // Ours: since it was written, whoever it is for has been kept out of the case.
    'person_kept_out',
    'slack_connect_canvas_sharing_blocked',
    'slack_connect_file_link_sharing_blocked',
    'slack_connect_lists_sharing_blocked',
    'too_many_attachments',
    'too_many_contact_cards',
  ],
  person_gone: [
    'invalid_user_combination',
    'messages_tab_disabled',
    'method_not_supported_for_channel_type',
    'not_enough_users',
    // Ours: what a look at an account finds before anything is posted to its holder.
    'person_is_app',
    'person_is_guest',
    'person_of_other_organisation',
    'too_many_users',
    'user_disabled',
    'user_not_found',
    'user_not_visible',
    'users_list_not_supplied',
  ],
  transient: [
    'external_channel_migrating',
    'invalid_cursor',
    // Ours: the look before a message took so long that it was not posted.
    'look_took_long',
    'message_limit_exceeded',
    'rate_limited',
    'ratelimited',
    'request_timeout',
    // Ours: the search for a message that may be there took so long that it was not posted.
    'search_took_long',
    'service_unavailable',
    'streaming_state_conflict',
    'team_added_to_org',
  ],
  unknown: ['fatal_error', 'internal_error', 'update_failed'],
  channel_shut: [
    'channel_not_found',
    'is_archived',
    'is_inactive',
    'no_permission',
    'not_in_channel',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
  ],
  slack_shut: [
    'access_denied',
    'accesslimited',
    'account_inactive',
    'deprecated_endpoint',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'invalid_auth',
    'method_deprecated',
    'missing_scope',
    'not_allowed_token_type',
    'not_authed',
    'org_login_required',
    'team_access_not_granted',
    'team_not_found',
    'token_expired',
    'token_revoked',
    'two_factor_setup_required',
  ],
  not_in_thread: [
    'cannot_reply_to_message',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
  ],
  message_gone: ['cant_update_message', 'edit_window_closed', 'message_not_found'],
}

const classOf = new Map(
  // Object.entries forgets the type of the keys.
  (Object.entries(errorClasses) as [ErrorClass, readonly string[]][]).flatMap(([name, codes]) =>
    codes.map(code => [code, name] as const),
  ),
)

/**
 * The code that Slack named, where it is one: letters and underscores. Anything else could repeat what was sent, and is
 * told, stored and logged as `no_code`.
 */
export const slackCode = (named: string): string =>
  /^[a-z]{1,30}(_[a-z]{1,30}){0,9}$/.test(named) ? named : 'no_code'

/**
 * The class of a code. One that Slack has not documented is `unknown`: what nobody knows may have been posted and may
 * work next time, and to give it up would lose it. It is tried again for ever, and somebody is told after a minute.
 */
export const classOfError = (code: string): ErrorClass => classOf.get(code) ?? 'unknown'
