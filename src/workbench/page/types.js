// Shapes shared by the page's modules; nothing here runs.

/** @typedef {{id: string, name: string, title: string, teams: string[], initials: string, guest: boolean, deactivated: boolean}} Person */
/** @typedef {{id: string, name: string, private: boolean, topic: string, members: number, unread: number}} Channel */
/** @typedef {{id: string, with: string, unread?: number, readOnly?: boolean}} Direct */
/** @typedef {{command: string, hint: string}} Command */
/** @typedef {{callback_id: string, name: string}} Shortcut */
/** @typedef {{people: Person[], channels: Channel[], directs: Direct[], clock: {now: string | number, movable: boolean}, transport: string, commands: Command[], shortcuts: Shortcut[], globalShortcuts: Shortcut[], connected: boolean, workspace: string}} State */

/**
 * Block Kit JSON as the server sends it. It is read defensively, so its fields are not typed here.
 * @typedef {{type: string, [key: string]: any}} Block
 */
/** @typedef {{type: 'plain_text' | 'mrkdwn', text: string}} Text */
/** @typedef {{text: Text, value: string, description?: Text, url?: string}} Option */
/** @typedef {{type: string, [key: string]: unknown}} FieldState One entry of Slack's `state.values`. */
/** @typedef {Record<string, Record<string, FieldState>>} Values */

/** @typedef {{ts: string, user: string, userName: string, isBot: boolean, text: string, blocks?: Block[], thread_ts?: string, reply_count?: number, edited?: boolean, ephemeral?: boolean, broadcast?: boolean}} Message */
/** @typedef {{id: string, type: string, title: string, blocks: Block[], submit: string, close: string, callback_id?: string, values: Values, errors?: Record<string, string>, busy?: boolean}} View */
/** @typedef {{at: string | number, direction: string, what: string, status: string | number, ms: number, note?: string}} LogEntry */
/** @typedef {{ok: boolean, error?: string, errors?: Record<string, string>, told?: boolean}} Answer `errors` are shown beside their fields; `told`: it stands in the channel. */

/** @typedef {Answer & {options?: Option[]}} Suggested */

/** @typedef {{type: 'message', channel: string, ts: string} | {type: 'view', viewId: string}} Container */

/**
 * What a renderer of blocks needs to know about the place it renders into.
 * @typedef {object} Surface
 * @property {Container} container
 * @property {import('./directory.js').Directory} directory
 * @property {import('./field-store.js').FieldStore} fields what has been typed or chosen here
 * @property {(blockId: string, element: FieldState & {action_id: string}) => Promise<void>} act sends a block action
 * @property {(blockId: string, actionId: string, query: string) => Promise<Suggested>} suggest what the app offers for what was typed
 * @property {Record<string, string>} errors by block_id
 */

export {}
