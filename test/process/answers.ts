import { addDays } from '../../src/calendar/dates.ts'
import { type Instant, localDateOf } from '../../src/calendar/london.ts'
import { elementsOf } from '../../src/workbench/block-kit.ts'
import { type Fields, listOf, stringOr } from '../../src/workbench/fields.ts'
import { stateValues } from '../../src/workbench/view-state.ts'
import { everyone } from './people.ts'

type State = ReturnType<typeof stateValues>

type Field = { blockId: string; hasOptions: boolean; isDate: boolean; answers: readonly unknown[] }
type Answers = Record<string, unknown>

/** Up to so many combinations of the choices of a form are all tried; of more, every two. */
const mostCombined = 40

/**
 * The sets of answers to try in a form: everything filled in with its first choice, then each answer otherwise or left
 * out where that may be, and the choices and days in combination. Each has its number; of some forms not all are tried.
 */
export const answersTo = (
  view: { blocks: unknown },
  now: Instant,
  isWorthTrying: (n: number) => boolean = () => true,
): { n: number; state: State }[] => {
  const fields = elementsOf(view.blocks)
    .filter(({ block }) => block['type'] === 'input')
    .map(
      ({ blockId, element, block }): Field => ({
        blockId,
        hasOptions: element['options'] !== undefined,
        isDate: element['type'] === 'datepicker',
        answers: answersOf(element, block, now),
      }),
    )
  const first = Object.fromEntries(fields.map(({ blockId, answers }) => [blockId, answers[0]]))
  const sets = [
    ...othersOf(fields),
    ...combined(fields.filter(({ hasOptions }) => hasOptions)),
    ...pairsOf(fields.filter(({ hasOptions, isDate }) => hasOptions || isDate)),
  ]
  const distinct = new Map([{}, ...sets].map(changed => [JSON.stringify({ ...first, ...changed }), changed]))
  return [...distinct.values()]
    .map((changed, n) => ({ n, changed }))
    .filter(({ n }) => isWorthTrying(n))
    .map(({ n, changed }) => ({ n, state: stateValues(view.blocks, { ...first, ...changed }) }))
}

/** Each answer otherwise than at first, one at a time. */
const othersOf = (fields: readonly Field[]): Answers[] =>
  fields.flatMap(({ blockId, answers }) => answers.slice(1).map(answer => ({ [blockId]: answer })))

const combined = (fields: readonly Field[]): Answers[] =>
  fields.reduce((product, { answers }) => product * answers.length, 1) > mostCombined
    ? []
    : fields.reduce<Answers[]>(
        (sets, { blockId, answers }) =>
          sets.flatMap(set => answers.map(answer => ({ ...set, [blockId]: answer }))),
        [{}],
      )

const pairsOf = (fields: readonly Field[]): Answers[] =>
  fields.flatMap((one, i) =>
    fields
      .slice(i + 1)
      .flatMap(other =>
        othersOf([one]).flatMap(first => othersOf([other]).map(second => ({ ...first, ...second }))),
      ),
  )

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
      return [...people.slice(-2).reverse(), ...leftOut]
    case 'multi_users_select':
      return [...leftOut, ...people.slice(0, 2).map(person => [person])]
    case 'plain_text_input':
      return [textFor(stringOr(block['block_id'])), ...leftOut]
    default:
      throw new Error(`The walk cannot answer a field of the type ${stringOr(element['type'])}: say how here`)
  }
}

/** The example number where a number is asked for. */
const textFor = (blockId: string): string => (/number/i.test(blockId) ? 'QQ 12 34 56 C' : 'Words')
