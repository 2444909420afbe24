import { addDays } from '../../src/calendar/dates.ts'
import { type Instant, localDateOf } from '../../src/calendar/london.ts'
import { elementsOf } from '../../src/workbench/block-kit.ts'
import { type Fields, listOf, stringOr } from '../../src/workbench/fields.ts'
import { stateValues } from '../../src/workbench/view-state.ts'
import { everyone } from './people.ts'

type State = ReturnType<typeof stateValues>

/**
 * The sets of answers to try in a form: everything filled in with its first choice, then each answer otherwise or left
 * out where that may be, and each two choices otherwise. Where a step takes a case turns on two choices at most.
 */
export const answersTo = (view: { blocks: unknown }, now: Instant): State[] => {
  const fields = elementsOf(view.blocks)
    .filter(({ block }) => block['type'] === 'input')
    .map(({ blockId, element, block }) => ({
      blockId,
      isChoice: element['options'] !== undefined || element['type'] === 'datepicker',
      answers: answersOf(element, block, now),
    }))
  const first = Object.fromEntries(fields.map(({ blockId, answers }) => [blockId, answers[0]]))
  const others = fields.flatMap(({ blockId, isChoice, answers }) =>
    answers.slice(1).map(answer => ({ isChoice, blockId, changed: { [blockId]: answer } })),
  )
  const choices = others.filter(({ isChoice }) => isChoice)
  const pairs = choices.flatMap((one, i) =>
    choices
      .slice(i + 1)
      .filter(other => other.blockId !== one.blockId)
      .map(other => ({ ...one.changed, ...other.changed })),
  )
  return [{}, ...others.map(({ changed }) => changed), ...pairs].map(changed =>
    stateValues(view.blocks, { ...first, ...changed }),
  )
}

/** What may be answered in a field, by the kind of its element. Null leaves it out. */
const answersOf = (element: Fields, block: Fields, now: Instant): unknown[] => {
  const today = localDateOf(now)
  const options = listOf(element['options']).map(option => stringOr(option['value']))
  const people = everyone.map(actor => actor.id)
  const leftOut = block['optional'] === true ? [null] : []
  switch (element['type']) {
    case 'radio_buttons':
    case 'static_select':
      return [...options, ...leftOut]
    case 'checkboxes':
      return [options, ...leftOut]
    case 'datepicker':
      return [today, addDays(today, 7), ...leftOut]
    case 'timepicker':
      return [...leftOut, '09:00']
    case 'users_select':
      return [...people.slice(-1), ...leftOut]
    case 'multi_users_select':
      return people.slice(0, 2).map(person => [person])
    case 'plain_text_input':
      return [textFor(stringOr(block['block_id'])), ...leftOut]
    default:
      throw new Error(`The walk cannot answer a field of the type ${stringOr(element['type'])}: say how here`)
  }
}

/** The example number where a number is asked for. */
const textFor = (blockId: string): string => (/number/i.test(blockId) ? 'QQ 12 34 56 C' : 'Words')
