import { elementsOf, optionOutput, optionsOf, type PlacedElement } from './block-kit.ts'
import { type Fields, isFields } from './fields.ts'
import { actionTs } from './payloads.ts'
import { isStateful, stateValues } from './view-state.ts'
import type { StateValues } from './world.ts'

export type Pressed = { blockId?: string | undefined; actionId: string; element?: Fields | undefined }

/** The element that a person used, found by its ids. */
export function placedFor(blocks: unknown, pressed: Pressed): PlacedElement | undefined {
  return elementsOf(blocks).find(
    ({ blockId, actionId }) =>
      actionId === pressed.actionId && (pressed.blockId === undefined || blockId === pressed.blockId),
  )
}

/** What the person has now chosen in it, in the form that `stateValues` takes; empty for a button. */
function givenBy(placed: PlacedElement, pressed: Pressed): Fields {
  if (!isStateful(placed.element) || pressed.element === undefined) return {}
  return { [placed.blockId]: { [placed.actionId]: chosenIn(pressed.element) } }
}

const chosenIn = (element: Fields): unknown => {
  const fields = Object.entries(element).filter(
    ([key]) => key === 'value' || key.startsWith('selected_') || key === 'rich_text_value',
  )
  const [first] = fields
  return first?.[1]
}

/** One entry of `actions`, as Slack would send it for this element. */
export function actionOutput(placed: PlacedElement, pressed: Pressed, state: StateValues): Fields {
  const { element, blockId, actionId } = placed
  const base = { type: element['type'], block_id: blockId, action_id: actionId, action_ts: actionTs() }
  if (isStateful(element)) {
    const placeholder = element['placeholder']
    return { ...base, ...state[blockId]?.[actionId], ...(placeholder !== undefined && { placeholder }) }
  }
  if (element['type'] === 'overflow') {
    const chosen = pressed.element === undefined ? undefined : chosenIn(pressed.element)
    const value = isFields(chosen) ? chosen['value'] : chosen
    const option = optionsOf(element).find(item => item['value'] === value)
    if (option === undefined) throw new Error(`No option "${String(value)}" in block "${blockId}"`)
    return { ...base, selected_option: optionOutput(option) }
  }
  const { text, value, style, url } = element
  return {
    ...base,
    text,
    ...(value !== undefined && { value }),
    ...(style !== undefined && { style }),
    ...(url !== undefined && { url }),
  }
}

/** The values of all elements after this one was used. */
export const stateAfter = (
  blocks: unknown,
  placed: PlacedElement,
  pressed: Pressed,
  before: StateValues = {},
) => stateValues(blocks, givenBy(placed, pressed), before)
