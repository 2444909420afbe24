import { randomBytes } from 'node:crypto'
import { type Fields, fieldsOr, isFields, listOf, stringOr } from './fields.ts'

export type PlacedElement = { blockId: string; actionId: string; block: Fields; element: Fields }

const shortId = () => randomBytes(4).toString('base64url')

const HOLDERS = ['element', 'accessory'] as const

/** The blocks with the block_id and action_id that Slack would make up where the app gave none. */
export function withIds(blocks: readonly Fields[]): Fields[] {
  return blocks.map(block => {
    const named: Fields = { ...block, block_id: stringOr(block['block_id']) || shortId() }
    for (const holder of HOLDERS) if (isFields(block[holder])) named[holder] = withActionId(block[holder])
    if (block['type'] === 'actions') named['elements'] = listOf(block['elements']).map(withActionId)
    return named
  })
}

const takesAction = (element: Fields) => element['type'] !== 'image' && typeof element['type'] === 'string'

const withActionId = (element: Fields): Fields =>
  takesAction(element) ? { ...element, action_id: stringOr(element['action_id']) || shortId() } : element

/** Every interactive element of blocks that have their ids, in reading order. */
export function elementsOf(blocks: unknown): PlacedElement[] {
  return listOf(blocks).flatMap(block => {
    const elements = [
      ...HOLDERS.flatMap(holder => (isFields(block[holder]) ? [block[holder]] : [])),
      ...(block['type'] === 'actions' ? listOf(block['elements']) : []),
    ]
    return elements.filter(takesAction).map(element => ({
      blockId: stringOr(block['block_id']),
      actionId: stringOr(element['action_id']),
      block,
      element,
    }))
  })
}

/** Every option of a select, radio, checkbox or overflow element, with those inside groups. */
export const optionsOf = (element: Fields): Fields[] => [
  ...listOf(element['options']),
  ...listOf(element['option_groups']).flatMap(group => listOf(group['options'])),
]

/** An option as the payloads repeat it. */
export function optionOutput(option: Fields): Fields {
  const text = { emoji: true, ...fieldsOr(option['text']) }
  const description = option['description']
  return { text, value: stringOr(option['value']), ...(description !== undefined && { description }) }
}
