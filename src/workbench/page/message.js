// @ts-check
// One message, and the list of them with the days between.
import { appAvatar, avatar, initialsOf } from './avatar.js'
import { renderBlocks, textOnly } from './blocks.js'
import { h } from './dom.js'
import { icon } from './icons.js'
import { menuButton } from './menu.js'
import { clockTime, dateOfTs, longDay } from './time.js'
import { messageTone } from './tone.js'

/** @typedef {import('./types.js').Message} Message */
/**
 * @typedef {object} MessageContext
 * @property {import('./directory.js').Directory} directory
 * @property {import('./types.js').Shortcut[]} shortcuts
 * @property {boolean} inThread
 * @property {(message: Message) => import('./types.js').Surface} surfaceOf
 * @property {(ts: string) => void} openThread
 * @property {(callbackId: string, ts: string) => void} runShortcut
 */

const GROUP_SECONDS = 300

/**
 * Items for `reconcile`, with a divider before each new day.
 * @param {Message[]} messages oldest first
 * @param {MessageContext} context
 */
export function messageItems(messages, context) {
  const items = []
  let day = ''
  /** @type {Message | undefined} */
  let before
  for (const message of messages) {
    const date = longDay(dateOfTs(message.ts))
    const newDay = date !== day
    if (newDay) {
      day = date
      items.push({ key: `day ${date}`, signature: date, build: () => h('h2.day', {}, h('span', {}, date)) })
    }
    const follows = !newDay && before !== undefined && continues(before, message)
    items.push({
      key: `${message.ts} ${message.ephemeral ? 'ephemeral' : ''}`,
      signature: JSON.stringify([message, follows, context.directory.key, context.shortcuts]),
      build: () => messageNode(message, follows, context),
    })
    before = message
  }
  return items
}

/** Short texts of one person in a row need only one heading. @param {Message} before @param {Message} message */
function continues(before, message) {
  const plain = (/** @type {Message} */ one) =>
    !one.blocks?.length && !one.ephemeral && !one.reply_count && !messageTone(one)
  const near = Number(message.ts) - Number(before.ts) < GROUP_SECONDS
  return near && before.user === message.user && plain(before) && plain(message) && !message.broadcast
}

/** @param {Message} message @param {boolean} follows @param {MessageContext} context */
function messageNode(message, follows, context) {
  const at = dateOfTs(message.ts)
  const time = h('time', { datetime: at.toISOString(), title: longDay(at) }, clockTime(at))
  const tone = messageTone(message)
  const classes = [follows && 'follows', message.ephemeral && 'ephemeral', tone && `tone-${tone}`].filter(
    Boolean,
  )
  const blocks = h('div.blocks')
  if (message.blocks?.length) renderBlocks(blocks, message.blocks, context.surfaceOf(message))
  else blocks.append(textOnly(message, context.directory))
  return h(
    ['article', 'message', ...classes].join('.'),
    {
      'data-testid': 'message',
      'data-ts': message.ts,
      'data-ephemeral': message.ephemeral ? 'true' : undefined,
      tabindex: -1,
      'aria-label': `${message.userName}, ${clockTime(at)}`,
    },
    h(
      'div.gutter',
      {},
      follows ? time : message.isBot ? appAvatar() : avatar(message.user, initialsOf(message.userName)),
    ),
    h(
      'div.message-body',
      {},
      message.ephemeral && h('p.only-you', {}, icon('eye'), 'Only visible to you'),
      message.broadcast && !context.inThread && h('p.only-you', {}, icon('thread'), 'Replied to a thread'),
      !follows &&
        h(
          'p.message-head',
          {},
          h('span.author', {}, message.userName),
          message.isBot && h('span.badge', {}, 'APP'),
          time,
        ),
      blocks,
      message.edited && h('p.edited', {}, '(edited)'),
      threadLink(message, context),
    ),
    moreMenu(message, context),
  )
}

/** @param {Message} message @param {MessageContext} context */
function threadLink(message, context) {
  if (context.inThread) return null
  const root = message.thread_ts ?? message.ts
  const open = () => context.openThread(root)
  const props = { type: 'button', 'data-testid': 'open-thread', 'data-focus': 'thread', onclick: open }
  if (message.reply_count) {
    return h(
      'button.thread-link',
      props,
      icon('thread'),
      message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`,
    )
  }
  return message.broadcast ? h('button.thread-link', props, icon('thread'), 'View thread') : null
}

/** @param {Message} message @param {MessageContext} context */
function moreMenu(message, context) {
  if (message.ephemeral) return null
  const shortcuts = context.shortcuts.map(shortcut => ({
    text: shortcut.name,
    label: shortcut.name,
    props: { 'data-testid': `shortcut-${shortcut.callback_id}` },
    choose: () => context.runShortcut(shortcut.callback_id, message.ts),
  }))
  const reply = {
    text: 'Reply in thread',
    label: 'Reply in thread',
    props: { 'data-testid': 'reply-in-thread' },
    choose: () => context.openThread(message.thread_ts ?? message.ts),
  }
  const items = context.inThread ? shortcuts : [reply, ...shortcuts]
  if (items.length === 0) return null
  return h(
    'div.toolbar',
    {},
    menuButton({
      label: icon('more'),
      className: 'quiet.icon-only',
      menuLabel: 'Message actions',
      props: { 'aria-label': 'More', 'data-testid': 'more', 'data-focus': 'more' },
      items: () => items,
    }),
  )
}
