import type { Button, KnownBlock } from '@slack/types'
import { limits } from './limits.ts'
import { linkTo, mrkdwn, pieces, plain, strong } from './text.ts'

/** A button: what it says, what it does (`do:<command>`) and about which case. */
export type Press = { label: string; action: string; value: string; says?: string; style?: 'primary' }

/**
 * A piece of a message or a view, as its writer thinks of it. `quote` and `copy` are the only places for what a person
 * typed; everything else is our own words.
 */
export type Passage =
  | { strong: string }
  | { say: string; button?: Press }
  | { note: string }
  /** A page to go to: an https address from the settings, never one that somebody typed. */
  | { link: string; to: string }
  | { quote: string; label?: string }
  | { copy: string; label?: string }
  | { buttons: readonly Press[] }
  | { rule: true }

/** The blocks of these passages, each within Slack's limits. */
export const blocksOf = (passages: readonly Passage[]): KnownBlock[] => passages.flatMap(blocksOfOne)

const blocksOfOne = (passage: Passage): KnownBlock[] => {
  if ('strong' in passage) return [{ type: 'section', text: strong(passage.strong) }]
  if ('say' in passage)
    return [
      {
        type: 'section',
        text: mrkdwn(passage.say),
        ...(passage.button && { accessory: button(passage.button) }),
      },
    ]
  if ('link' in passage) return [{ type: 'section', text: linkTo(passage.link, passage.to) }]
  if ('note' in passage) return [{ type: 'context', elements: [mrkdwn(passage.note)] }]
  if ('quote' in passage) return [...labelled(passage.label), ...pieces(passage.quote).map(asPlain)]
  if ('copy' in passage) return [...labelled(passage.label), ...pieces(passage.copy).map(asCopy)]
  if ('buttons' in passage) return rowsOf(passage.buttons)
  return [{ type: 'divider' }]
}

const labelled = (label: string | undefined): KnownBlock[] =>
  label === undefined ? [] : [{ type: 'section', text: strong(label) }]

const asPlain = (piece: string): KnownBlock => ({ type: 'section', text: plain(piece) })

const asCopy = (piece: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece }] }],
})

const rowsOf = (buttons: readonly Press[]): KnownBlock[] => {
  const rows: KnownBlock[] = []
  for (let i = 0; i < buttons.length; i += 5)
    rows.push({ type: 'actions', elements: buttons.slice(i, i + 5).map(button) })
  return rows
}

const button = ({ label, action, value, says, style }: Press): Button => ({
  type: 'button',
  text: plain(label, limits.buttonText),
  action_id: action,
  value,
  accessibility_label: plain(says ?? label, limits.accessibilityLabel).text,
  ...(style && { style }),
})
