import { describe, expect, it } from 'vitest'
import {
  areBlocksTooLong,
  blocksProblems,
  isViewTooLarge,
  type Problems,
  viewProblems,
} from '../../src/slack/block-kit/check.ts'
import { limits, limitWords, type SlackLimit } from '../../src/slack/limits.ts'

const a = (n: number) => 'a'.repeat(n)
const plain = (n: number) => ({ type: 'plain_text', text: a(n) })
const mrkdwn = (n: number) => ({ type: 'mrkdwn', text: a(n) })
const times = (n: number, make: (i: number) => unknown) => Array.from({ length: n }, (_, i) => make(i))
const option = (more: object = {}) => ({ text: plain(1), value: 'v', ...more })
const options = (n: number) => times(n, i => option({ value: String(i) }))

const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain(1),
  submit: plain(1),
  blocks: [],
  ...more,
})
const inMessage = (...blocks: unknown[]) => blocksProblems(blocks, 'message')
const inModal = (...blocks: unknown[]) => viewProblems(modal({ blocks }))
const section = (more: object = {}) => ({ type: 'section', text: plain(1), ...more })
const beside = (accessory: object) => inMessage(section({ accessory }))
const button = (more: object = {}) => ({ type: 'button', text: plain(1), ...more })
const select = (more: object = {}) => ({ type: 'static_select', options: options(1), ...more })
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain(1), element, ...more })
const typed = (more: object = {}) => ({ type: 'plain_text_input', ...more })
const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://a.example',
  alt_text: 'a',
  ...more,
})
const confirm = (more: object = {}) => ({
  title: plain(1),
  text: mrkdwn(1),
  confirm: plain(1),
  deny: plain(1),
  ...more,
})

/** A modal of exactly so many bytes, in which nothing else is too long. */
const modalOf = (bytes: number) => {
  const blocks = times(90, () => section({ text: plain(2700) }))
  const short = JSON.stringify(modal({ blocks, private_metadata: '' })).length
  return modal({ blocks, private_metadata: a(bytes - short) })
}

/** A message whose texts are together so long. */
const textsOf = (total: number) => [
  ...times(4, () => section({ text: plain(2500) })),
  section({ text: plain(total - 10_000) }),
]

/** Something with so many of what the limit counts, and nothing else out of order. */
const withSoMany: Record<SlackLimit, (n: number) => Problems> = {
  text: n => inMessage(section({ text: mrkdwn(n) })),
  sectionFields: n => inMessage({ type: 'section', fields: times(n, () => plain(1)) }),
  fieldText: n => inMessage({ type: 'section', fields: [mrkdwn(n)] }),
  header: n => inMessage({ type: 'header', text: plain(n) }),
  markdown: n => inMessage({ type: 'markdown', text: a(n) }),
  contextElements: n => inMessage({ type: 'context', elements: times(n, () => mrkdwn(1)) }),
  actionsElements: n => inMessage({ type: 'actions', elements: times(n, () => button()) }),
  label: n => inModal(input(typed(), { label: plain(n) })),
  hint: n => inModal(input(typed(), { hint: plain(n) })),
  placeholder: n => inModal(input(typed({ placeholder: plain(n) }))),
  optionText: n => beside(select({ options: [option({ text: plain(n) })] })),
  optionDescription: n => beside(select({ options: [option({ description: plain(n) })] })),
  optionValue: n => beside(select({ options: [option({ value: a(n) })] })),
  selectOptions: n => beside(select({ options: options(n) })),
  optionGroups: n =>
    beside({
      type: 'static_select',
      option_groups: times(n, () => ({ label: plain(1), options: options(1) })),
    }),
  optionGroupLabel: n =>
    beside({ type: 'static_select', option_groups: [{ label: plain(n), options: options(1) }] }),
  radioOptions: n => inModal(input({ type: 'radio_buttons', options: options(n) })),
  overflowOptions: n => beside({ type: 'overflow', options: options(n) }),
  buttonText: n => beside(button({ text: plain(n) })),
  buttonValue: n => beside(button({ value: a(n) })),
  accessibilityLabel: n => beside(button({ accessibility_label: a(n) })),
  address: n => beside(button({ url: a(n) })),
  altText: n => inMessage(image({ alt_text: a(n) })),
  imageTitle: n => inMessage(image({ title: plain(n) })),
  confirmTitle: n => beside(button({ confirm: confirm({ title: plain(n) }) })),
  confirmText: n => beside(button({ confirm: confirm({ text: plain(n) }) })),
  confirmButton: n => beside(button({ confirm: confirm({ deny: plain(n) }) })),
  input: n => inModal(input(typed({ max_length: n }))),
  blockId: n => inMessage({ type: 'divider', block_id: a(n) }),
  actionId: n => beside(button({ action_id: a(n) })),
  messageBlocks: n => inMessage(...times(n, () => ({ type: 'divider' }))),
  messageTotal: n => (areBlocksTooLong(textsOf(n)) ? ['too long'] : inMessage(...textsOf(n))),
  title: n => viewProblems(modal({ title: plain(n) })),
  callbackId: n => viewProblems(modal({ callback_id: a(n) })),
  externalId: n => viewProblems(modal({ external_id: a(n) })),
  privateMetadata: n => viewProblems(modal({ private_metadata: a(n) })),
  viewBlocks: n => inModal(...times(n, () => ({ type: 'divider' }))),
  viewBytes: n => (isViewTooLarge(modalOf(n)) ? ['too large'] : viewProblems(modalOf(n))),
}

describe('the limits of Block Kit', () => {
  // The keys of the record, whose type Object.keys forgets.
  it.each(
    (Object.keys(limitWords) as SlackLimit[]).map(name => [name, limits[name], limitWords[name]] as const),
  )('%s: no more than %d %s', (name, most) => {
    const problemsWith = withSoMany[name]
    expect(problemsWith(most - 1)).toEqual([])
    expect(problemsWith(most)).toEqual([])
    expect(problemsWith(most + 1)).toHaveLength(1)
  })

  it('say where, in the words that Slack uses', () => {
    expect(withSoMany.title(25)).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ])
    expect(withSoMany.optionText(76)).toEqual([
      '[ERROR] must be less than 76 characters [json-pointer:/blocks/0/accessory/options/0/text/text]',
    ])
    expect(withSoMany.messageBlocks(51)).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ])
    expect(withSoMany.input(3001)).toEqual([
      '[ERROR] must be less than 3001 [json-pointer:/view/blocks/0/element/max_length]',
    ])
  })
})

describe('Block Kit takes no', () => {
  it.each<[what: string, problems: Problems, words: string]>([
    [
      'empty text',
      inMessage(section({ text: plain(0) })),
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'section without text or fields',
      inMessage({ type: 'section' }),
      'must define either `text` or `fields`',
    ],
    ['empty row of actions', inMessage({ type: 'actions', elements: [] }), 'no fewer than 1 items allowed'],
    ['missing field', inMessage({ type: 'header' }), 'missing required field: text [json-pointer:/blocks/0]'],
    ['block without a type', inMessage({}), 'missing required field: type [json-pointer:/blocks/0]'],
    ['block of an unknown type', inMessage({ type: 'sparkle' }), 'unsupported type: sparkle'],
    ['block that is a word', inMessage('words'), 'must be of type object [json-pointer:/blocks/0]'],
    [
      'emoji in formatted text',
      inMessage(section({ text: { ...mrkdwn(1), emoji: true } })),
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    [
      'formatted text in a header',
      inMessage({ type: 'header', text: mrkdwn(1) }),
      '[json-pointer:/blocks/0/text',
    ],
    [
      'unknown property of a view',
      viewProblems(modal({ colour: 'red' })),
      'invalid additional property: colour [json-pointer:/view]',
    ],
    ['input in a message', inMessage(input(typed())), 'unsupported type: input'],
    [
      'input without a button to send it',
      viewProblems({ ...modal({ blocks: [input(typed())] }), submit: undefined }),
      'missing required field: submit [json-pointer:/view]',
    ],
    [
      'text input in a row of actions',
      inMessage({ type: 'actions', elements: [typed()] }),
      'unsupported type: plain_text_input',
    ],
    [
      'second block with the same id',
      inMessage({ type: 'divider', block_id: 'x' }, { type: 'divider', block_id: 'x' }),
      'block_id already exists: x [json-pointer:/blocks/1/block_id]',
    ],
    [
      'first choice that is not offered',
      beside(select({ initial_option: option({ value: 'other' }) })),
      'initial option is not one of the options',
    ],
    [
      'first choice with another label',
      inModal(
        input({
          type: 'checkboxes',
          options: options(2),
          initial_options: [option({ value: '1', text: plain(2) })],
        }),
      ),
      'initial option is not one of the options',
    ],
    [
      'menu with neither options nor groups',
      beside({ type: 'static_select' }),
      'must define either `options` or `option_groups`',
    ],
    [
      'first text longer than what may be typed',
      inModal(input(typed({ max_length: 5, initial_value: a(6) }))),
      'must be less than 6 characters [json-pointer:/view/blocks/0/element/initial_value]',
    ],
    [
      'day that is not in the calendar',
      inModal(input({ type: 'datepicker', initial_date: '2026-02-30' })),
      '/initial_date]',
    ],
    [
      'view that is neither a modal nor App Home',
      viewProblems({ ...modal(), type: 'popup' }),
      'unsupported type: popup [json-pointer:/view/type]',
    ],
    [
      'title on App Home',
      viewProblems({ type: 'home', blocks: [], title: plain(1) }),
      'invalid additional property: title',
    ],
    [
      'blocks that are not a list',
      blocksProblems('[]', 'message'),
      'must be of type array [json-pointer:/blocks]',
    ],
  ])('%s', (_what, problems, words) => {
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(words)
  })

  it('and takes every element that people choose in, with nothing but its type', () => {
    const bare = [
      'users_select',
      'multi_users_select',
      'conversations_select',
      'channels_select',
      'external_select',
    ]
    const more = ['multi_external_select', 'datepicker', 'timepicker', 'datetimepicker', 'rich_text_input']
    const typedIn = ['plain_text_input', 'email_text_input', 'url_text_input']
    for (const type of [...bare, ...more, ...typedIn]) expect(inModal(input({ type }))).toEqual([])
    expect(inModal(input({ type: 'number_input', is_decimal_allowed: false }))).toEqual([])
  })
})
