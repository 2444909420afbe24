import { WebAPIPlatformError } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { classOfError, errorClasses } from '../../src/slack/error-classes.ts'
import { classify } from '../../src/slack/post-errors.ts'

/** What Slack documents, by method, as of November 2026; those of every method once. */
const ofEveryMethod = `
access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted fatal_error
internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth invalid_charset invalid_form_data
invalid_post_type method_deprecated missing_post_type missing_scope no_permission not_allowed_token_type not_authed
org_login_required ratelimited request_timeout service_unavailable team_access_not_granted team_added_to_org token_expired
token_revoked two_factor_setup_required`
const documented = {
  'every method': ofEveryMethod,
  'chat.postMessage': `
as_user_not_supported attachment_payload_limit_exceeded cannot_reply_to_message channel_not_found
duplicate_channel_not_found duplicate_message_not_found invalid_blocks invalid_blocks_format invalid_metadata_format
invalid_metadata_schema is_archived markdown_text_conflict message_limit_exceeded messages_tab_disabled
metadata_must_be_sent_from_app metadata_too_large missing_file_data msg_blocks_too_long msg_too_long no_text
not_in_channel rate_limited restricted_action restricted_action_non_threadable_channel
restricted_action_read_only_channel restricted_action_thread_locked restricted_action_thread_only_channel
slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked
team_not_found too_many_attachments too_many_contact_cards`,
  'chat.update': `
as_user_not_supported block_mismatch cant_broadcast_message cant_update_message channel_not_found edit_window_closed
external_channel_migrating invalid_attachments invalid_blocks invalid_blocks_format invalid_metadata_format
invalid_metadata_schema is_inactive markdown_text_conflict message_not_found metadata_must_be_sent_from_app
metadata_too_large msg_too_long no_dual_broadcast_content_update no_text slack_connect_file_link_sharing_blocked
streaming_state_conflict team_not_found too_many_attachments update_failed`,
  'conversations.open': `
channel_not_found invalid_user_combination method_not_supported_for_channel_type not_enough_users too_many_users
user_disabled user_not_found user_not_visible users_list_not_supplied`,
  'conversations.info': `channel_not_found`,
  'conversations.history': `
channel_not_found invalid_cursor invalid_ts_latest invalid_ts_oldest not_in_channel pagination_not_available`,
}
/** What Safehold itself finds by a look at an account, or of how long a look took. */
const ours = [
  'look_took_long',
  'person_is_app',
  'person_is_guest',
  'person_kept_out',
  'person_of_other_organisation',
  'search_took_long',
]
const codesOf = (list: string) => list.trim().split(/\s+/)
const all = new Set(Object.values(documented).flatMap(codesOf))
const classed = Object.values(errorClasses).flat()

describe('an error that Slack names', () => {
  it.each(Object.entries(documented))('of %s has a class', (_method, list) => {
    expect(codesOf(list).filter(code => !classed.includes(code))).toEqual([])
  })

  it('has one class only, and is one that Slack documents, or one of ours', () => {
    expect(classed.filter((code, at) => classed.indexOf(code) !== at)).toEqual([])
    expect(classed.filter(code => !all.has(code) && !ours.includes(code))).toEqual([])
  })

  it.each(['a_code_from_next_year', '', 'constructor'])(
    'one that Slack has not documented is unknown: never lost: %j',
    code => {
      expect(classOfError(code)).toBe('unknown')
      expect(classify(new WebAPIPlatformError({ ok: false, error: code }))).toMatchObject({ kind: 'unknown' })
    },
  )

  it.each([
    ['permanent', { kind: 'failed' }],
    ['person_gone', { kind: 'failed' }],
    ['transient', { kind: 'retry', limited: false }],
    ['unknown', { kind: 'unknown' }],
    ['channel_shut', { kind: 'retry', limited: true, shut: 'channel' }],
    ['slack_shut', { kind: 'retry', limited: true, shut: 'slack' }],
  ] as const)('that is %s is answered in the same way, whichever it is', (name, expected) => {
    for (const error of errorClasses[name])
      expect(classify(new WebAPIPlatformError({ ok: false, error }))).toMatchObject({ ...expected, error })
  })
})
