// @ts-check
// What Slack checks in the browser before it sends a form.
import { statefulElements } from './field-store.js'

/** The one problem that says nothing about its field, so that a list of problems has to name it. */
export const NEEDS_ANSWER = 'This needs an answer'

/**
 * @param {import('./types.js').Block[]} blocks
 * @param {import('./field-store.js').FieldStore} fields
 * @returns {Record<string, string>} what is wrong, by block_id
 */
export function problemsIn(blocks, fields) {
  /** @type {Record<string, string>} */
  const problems = {}
  for (const { block, blockId, element } of statefulElements(blocks)) {
    if (block.type !== 'input') continue
    const problem = problemWith(element, fields.get(blockId, element), block.optional === true)
    if (problem) problems[blockId] = problem
  }
  return problems
}

/** @param {import('./types.js').Block} element @param {import('./types.js').FieldState} state @param {boolean} optional */
function problemWith(element, state, optional) {
  if (isEmpty(state)) return optional ? undefined : NEEDS_ANSWER
  const value = state.value
  if (typeof value !== 'string') return undefined
  if (element.type === 'number_input') return numberProblem(element, value)
  if (value.trim() === '' && !optional) return NEEDS_ANSWER
  if (element.max_length !== undefined && value.length > element.max_length) {
    return `This is ${value.length - element.max_length} characters too long. Use ${element.max_length} or fewer`
  }
  if (element.min_length !== undefined && value.length < element.min_length) {
    return `Use ${element.min_length} characters or more`
  }
  return undefined
}

/** @param {import('./types.js').Block} element @param {string} value */
function numberProblem(element, value) {
  const number = Number(value)
  if (Number.isNaN(number)) return 'Enter a number, in figures'
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Enter a whole number'
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Enter ${element.min_value} or more`
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Enter ${element.max_value} or less`
  return undefined
}

/** @param {import('./types.js').FieldState} state */
function isEmpty(state) {
  const held = Object.entries(state).filter(([name]) => name !== 'type')
  return held.every(
    ([, value]) => value === null || value === undefined || (Array.isArray(value) && value.length === 0),
  )
}
