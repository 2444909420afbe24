import { elementsOf, optionsOf } from './block-kit.ts'
import { type Fields, fieldsOr, isFields, listOf, stringOr, textIn } from './fields.ts'

/** A list of Slack-like messages, one for each limit that is broken; empty when all is well. */
type Problems = string[]

const BLOCKS_IN = { message: 50, modal: 100, home: 100 } as const
/** Slack refuses a message whose texts together are longer, though each is legal. Not documented. */
const LONGEST_MESSAGE_BLOCKS = 13_200
const LONGEST_VIEW_BYTES = 250_000
const MOST_OPTIONS: Readonly<Record<string, number>> = {
  static_select: 100,
  multi_static_select: 100,
  radio_buttons: 10,
  checkboxes: 10,
  overflow: 5,
}

export function viewProblems(view: Fields): Problems {
  const problems: Problems = []
  const type = stringOr(view['type'])
  if (type !== 'modal' && type !== 'home') return ['[ERROR] unsupported type: view [json-pointer:/view/type]']
  const blocks = listOf(view['blocks'])
  problems.push(...blocksProblems(view['blocks'], type, '/view/blocks'))
  if (type === 'modal') {
    text(problems, view['title'], '/view/title', 24, { required: true })
    text(problems, view['submit'], '/view/submit', 24)
    text(problems, view['close'], '/view/close', 24)
    if (view['submit'] === undefined && blocks.some(block => block['type'] === 'input')) {
      problems.push('[ERROR] missing required field: submit [json-pointer:/view]')
    }
  }
  atMost(problems, view['private_metadata'], '/view/private_metadata', 3000)
  atMost(problems, view['callback_id'], '/view/callback_id', 255)
  atMost(problems, view['external_id'], '/view/external_id', 255)
  return problems
}

export const isViewTooLarge = (view: Fields): boolean =>
  Buffer.byteLength(JSON.stringify(view)) > LONGEST_VIEW_BYTES

export const areBlocksTooLong = (blocks: readonly Fields[]): boolean =>
  blocks.reduce((sum, block) => sum + textLength(block), 0) > LONGEST_MESSAGE_BLOCKS

const textLength = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, item) => sum + textLength(item), 0)
    : isFields(value)
      ? Object.entries(value).reduce(
          (sum, [key, item]) =>
            sum + (key === 'text' && typeof item === 'string' ? item.length : textLength(item)),
          0,
        )
      : 0

export function blocksProblems(given: unknown, surface: keyof typeof BLOCKS_IN, at = '/blocks'): Problems {
  if (!Array.isArray(given)) return [`[ERROR] must provide an array of blocks [json-pointer:${at}]`]
  const problems: Problems = []
  const blocks = listOf(given)
  if (blocks.length > BLOCKS_IN[surface]) {
    problems.push(`[ERROR] no more than ${BLOCKS_IN[surface]} items allowed [json-pointer:${at}]`)
  }
  const seen = new Set<string>()
  blocks.forEach((block, index) => {
    const here = `${at}/${index}`
    const blockId = stringOr(block['block_id'])
    if (blockId !== '' && seen.has(blockId)) {
      problems.push(`[ERROR] block_id already exists: ${blockId} [json-pointer:${here}/block_id]`)
    }
    seen.add(blockId)
    atMost(problems, blockId, `${here}/block_id`, 255)
    blockProblems(problems, block, here, surface)
    elementsOf([block]).forEach(({ element }, place) =>
      elementProblems(problems, element, `${here}/elements/${place}`),
    )
  })
  return problems
}

function blockProblems(problems: Problems, block: Fields, at: string, surface: string): void {
  switch (block['type']) {
    case 'header':
      return text(problems, block['text'], `${at}/text`, 150, { required: true })
    case 'section':
      if (block['text'] === undefined && block['fields'] === undefined) {
        problems.push(`[ERROR] missing required field: text or fields [json-pointer:${at}]`)
      }
      text(problems, block['text'], `${at}/text`, 3000)
      count(problems, block['fields'], `${at}/fields`, 10)
      return listOf(block['fields']).forEach((field, i) => text(problems, field, `${at}/fields/${i}`, 2000))
    case 'context':
      count(problems, block['elements'], `${at}/elements`, 10, true)
      return listOf(block['elements'])
        .filter(element => element['type'] !== 'image')
        .forEach((element, i) => text(problems, element, `${at}/elements/${i}`, 3000))
    case 'actions':
      return count(problems, block['elements'], `${at}/elements`, 25, true)
    case 'input':
      if (surface === 'message') problems.push(`[ERROR] unsupported type: input [json-pointer:${at}/type]`)
      text(problems, block['label'], `${at}/label`, 2000, { required: true })
      text(problems, block['hint'], `${at}/hint`, 2000)
      if (!isFields(block['element']))
        problems.push(`[ERROR] missing required field: element [json-pointer:${at}]`)
      return
    default:
      if (typeof block['type'] !== 'string')
        problems.push(`[ERROR] missing required field: type [json-pointer:${at}]`)
  }
}

function elementProblems(problems: Problems, element: Fields, at: string): void {
  atMost(problems, element['action_id'], `${at}/action_id`, 255)
  atMost(problems, textIn(element['placeholder']), `${at}/placeholder/text`, 150)
  const type = String(element['type'])
  if (type === 'button') {
    text(problems, element['text'], `${at}/text`, 75, { required: true })
    atMost(problems, element['value'], `${at}/value`, 2000)
    atMost(problems, element['accessibility_label'], `${at}/accessibility_label`, 75)
  }
  if (type === 'plain_text_input') {
    const longest = Number(element['max_length'] ?? 3000)
    if (longest > 3000) problems.push(`[ERROR] must be less than 3001 [json-pointer:${at}/max_length]`)
    atMost(problems, element['initial_value'], `${at}/initial_value`, longest)
  }
  const most = MOST_OPTIONS[type]
  if (most === undefined) return
  const options = optionsOf(element)
  if (options.length === 0)
    problems.push(`[ERROR] must provide at least one option [json-pointer:${at}/options]`)
  if (element['option_groups'] === undefined) count(problems, element['options'], `${at}/options`, most)
  options.forEach((option, i) => {
    text(problems, option['text'], `${at}/options/${i}/text`, 75, { required: true })
    text(problems, option['description'], `${at}/options/${i}/description`, 75)
    atMost(problems, option['value'], `${at}/options/${i}/value`, 150)
  })
  initialProblems(problems, element, options, at)
}

/** Slack refuses a first choice that is not, to the letter, one of the options. */
function initialProblems(problems: Problems, element: Fields, options: readonly Fields[], at: string): void {
  const same = (one: Fields, other: Fields) =>
    one['value'] === other['value'] && textIn(one['text']) === textIn(other['text'])
  const initial = [...listOf(element['initial_options']), ...listOf([element['initial_option']])]
  for (const choice of initial) {
    if (!options.some(option => same(option, choice))) {
      problems.push(`[ERROR] initial option is not one of the options [json-pointer:${at}]`)
    }
  }
}

function text(
  problems: Problems,
  given: unknown,
  at: string,
  most: number,
  is: { required?: true } = {},
): void {
  if (given === undefined || given === null) {
    if (is.required)
      problems.push(`[ERROR] missing required field: ${at.split('/').at(-1)} [json-pointer:${at}]`)
    return
  }
  if (!['plain_text', 'mrkdwn'].includes(stringOr(fieldsOr(given)['type']))) {
    problems.push(`[ERROR] must be a text object [json-pointer:${at}]`)
  }
  if (textIn(given).length < 1)
    problems.push(`[ERROR] must be more than 0 characters [json-pointer:${at}/text]`)
  atMost(problems, textIn(given), `${at}/text`, most)
}

function atMost(problems: Problems, given: unknown, at: string, most: number): void {
  if (stringOr(given).length > most) {
    problems.push(`[ERROR] must be less than ${most + 1} characters [json-pointer:${at}]`)
  }
}

function count(problems: Problems, given: unknown, at: string, most: number, required = false): void {
  const length = listOf(given).length
  if (length > most) problems.push(`[ERROR] no more than ${most} items allowed [json-pointer:${at}]`)
  if (required && length === 0) problems.push(`[ERROR] must provide at least one item [json-pointer:${at}]`)
}
