import { elementsOf, optionOutput, optionsOf, type PlacedElement } from './block-kit.ts'
import { type Fields, isFields, listOf, stringOr, stringsOf } from './fields.ts'
import type { StateValues } from './world.ts'

type Kind = 'text' | 'option' | 'options' | 'id' | 'ids' | 'number' | 'rich'
type Slot = { field: string; initial: string; kind: Kind }

/** Which field of `state.values` an element fills, and where its first value comes from. */
const SLOTS: Readonly<Record<string, Slot>> = {
  plain_text_input: { field: 'value', initial: 'initial_value', kind: 'text' },
  number_input: { field: 'value', initial: 'initial_value', kind: 'text' },
  email_text_input: { field: 'value', initial: 'initial_value', kind: 'text' },
  url_text_input: { field: 'value', initial: 'initial_value', kind: 'text' },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', kind: 'rich' },
  static_select: { field: 'selected_option', initial: 'initial_option', kind: 'option' },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', kind: 'option' },
  checkboxes: { field: 'selected_options', initial: 'initial_options', kind: 'options' },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', kind: 'options' },
  external_select: { field: 'selected_option', initial: 'initial_option', kind: 'option' },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', kind: 'options' },
  datepicker: { field: 'selected_date', initial: 'initial_date', kind: 'text' },
  timepicker: { field: 'selected_time', initial: 'initial_time', kind: 'text' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', kind: 'number' },
  users_select: { field: 'selected_user', initial: 'initial_user', kind: 'id' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', kind: 'id' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', kind: 'id' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', kind: 'ids' },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    kind: 'ids',
  },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', kind: 'ids' },
}

const slotOf = (element: Fields): Slot | undefined => SLOTS[String(element['type'])]

/** Whether the element holds a value (a button does not). */
export const isStateful = (element: Fields): boolean => slotOf(element) !== undefined

/**
 * The `state.values` that Slack would send for these blocks. `given` is what the person filled in: by
 * block_id, either a plain value (text, option value, list of option values, date, time, user id) or
 * Slack's own form by action_id. What is not given stays as in `before`, else is the element's initial value.
 * Throws when an option is named that the element does not have.
 */
export function stateValues(blocks: unknown, given: Fields = {}, before: StateValues = {}): StateValues {
  const values: StateValues = {}
  for (const placed of elementsOf(blocks)) {
    const slot = slotOf(placed.element)
    if (slot === undefined) continue
    const earlier = before[placed.blockId]?.[placed.actionId]
    const wanted = rawValue(given, placed, slot)
    const kept = earlier?.['type'] === placed.element['type'] ? earlier : undefined
    const value =
      wanted !== undefined
        ? filled(placed, slot, wanted)
        : (kept ?? filled(placed, slot, placed.element[slot.initial]))
    values[placed.blockId] = { ...values[placed.blockId], [placed.actionId]: value }
  }
  return values
}

function rawValue(given: Fields, placed: PlacedElement, slot: Slot): unknown {
  const byBlock = given[placed.blockId]
  const named = isFields(byBlock) && placed.actionId in byBlock
  if (isFields(byBlock) && !named && !isPlainObject(byBlock, slot)) return undefined
  const raw = named ? byBlock[placed.actionId] : byBlock
  if (isFields(raw) && slot.field in raw) return raw[slot.field]
  return isFields(raw) && raw['type'] === placed.element['type'] ? null : raw
}

/** Two kinds of plain value are objects themselves: an option and rich text. */
const isPlainObject = (value: Fields, slot: Slot): boolean =>
  (slot.kind === 'option' && typeof value['value'] === 'string') ||
  (slot.kind === 'rich' && value['type'] === 'rich_text')

function filled(placed: PlacedElement, slot: Slot, raw: unknown): Fields {
  const type = placed.element['type']
  switch (slot.kind) {
    case 'text':
    case 'id':
      return { type, [slot.field]: typeof raw === 'number' ? String(raw) : stringOr(raw) || null }
    case 'number':
      return { type, [slot.field]: raw === undefined || raw === null || raw === '' ? null : Number(raw) }
    case 'ids':
      return { type, [slot.field]: stringsOf(raw) }
    case 'option':
      return {
        type,
        [slot.field]: raw === undefined || raw === null || raw === '' ? null : pick(placed, raw),
      }
    case 'options':
      return { type, [slot.field]: (Array.isArray(raw) ? raw : []).map(item => pick(placed, item)) }
    case 'rich': {
      const value = typeof raw === 'string' ? richText(raw) : raw
      return isFields(value) ? { type, [slot.field]: value } : { type }
    }
    default:
      return slot.kind satisfies never
  }
}

function pick(placed: PlacedElement, wanted: unknown): Fields {
  const value = isFields(wanted) ? wanted['value'] : wanted
  // Only the app knows these options, so the choice is taken as it was offered.
  if (isExternal(placed.element) && isFields(wanted)) return optionOutput(wanted)
  const options = optionsOf(placed.element)
  const found = options.find(option => option['value'] === value)
  if (found !== undefined) return optionOutput(found)
  const known = options.map(option => String(option['value'])).join(', ')
  throw new Error(`No option "${String(value)}" in block "${placed.blockId}"; expected one of ${known}`)
}

const isExternal = ({ type }: Fields): boolean =>
  type === 'external_select' || type === 'multi_external_select'

const richText = (text: string): Fields | undefined =>
  text === ''
    ? undefined
    : {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
      }

function isEmptyValue(value: Fields | undefined): boolean {
  const held = Object.entries(value ?? {}).filter(([field]) => field !== 'type')
  return held.every(([, item]) => item === null || (Array.isArray(item) && item.length === 0))
}

/** What Slack itself says beside the fields before it sends a form, by block_id. */
export function inputProblems(blocks: unknown, values: StateValues): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const { block, blockId, actionId, element } of elementsOf(blocks)) {
    if (block['type'] !== 'input') continue
    const value = values[blockId]?.[actionId]
    const problem = isEmptyValue(value)
      ? block['optional'] === true
        ? undefined
        : 'Please complete this required field.'
      : lengthProblem(element, value?.['value'])
    if (problem !== undefined) problems[blockId] = problem
  }
  return problems
}

function lengthProblem(element: Fields, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if (element['type'] === 'number_input') return Number.isNaN(Number(value)) ? 'Enter a number.' : undefined
  const least = Number(element['min_length'] ?? 0)
  const most = Number(element['max_length'] ?? 3000)
  if (value.length < least) return `Enter at least ${least} characters.`
  return value.length > most ? `Enter no more than ${most} characters.` : undefined
}

/** The input block_ids of a view: the only keys under which an app may report errors. */
export const inputBlockIds = (blocks: unknown): string[] =>
  listOf(blocks)
    .filter(block => block['type'] === 'input')
    .map(block => String(block['block_id']))
