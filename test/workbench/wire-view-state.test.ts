import { describe, expect, it } from 'vitest'
import { inputProblems, stateValues } from '../../src/workbench/view-state.ts'

const words = (text: string) => ({ type: 'plain_text', text })
const options = [
  { text: words('One'), value: '1' },
  { text: words('Two'), value: '2' },
]
const input = (id: string, element: object) => ({
  type: 'input',
  block_id: id,
  label: words(id),
  element: { action_id: `${id}_a`, ...element },
})
const chosen = (text: string, value: string) => ({ text: { emoji: true, ...words(text) }, value })

const every = [
  input('text', { type: 'plain_text_input' }),
  input('number', { type: 'number_input', is_decimal_allowed: false }),
  input('select', { type: 'static_select', options }),
  input('multi', { type: 'multi_static_select', options }),
  input('radio', { type: 'radio_buttons', options }),
  input('boxes', { type: 'checkboxes', options }),
  input('date', { type: 'datepicker' }),
  input('time', { type: 'timepicker' }),
  input('person', { type: 'users_select' }),
  input('people', { type: 'multi_users_select' }),
  input('rich', { type: 'rich_text_input' }),
]

describe('state.values', () => {
  it('of an untouched form has null, an empty list or nothing', () => {
    expect(stateValues(every)).toEqual({
      text: { text_a: { type: 'plain_text_input', value: null } },
      number: { number_a: { type: 'number_input', value: null } },
      select: { select_a: { type: 'static_select', selected_option: null } },
      multi: { multi_a: { type: 'multi_static_select', selected_options: [] } },
      radio: { radio_a: { type: 'radio_buttons', selected_option: null } },
      boxes: { boxes_a: { type: 'checkboxes', selected_options: [] } },
      date: { date_a: { type: 'datepicker', selected_date: null } },
      time: { time_a: { type: 'timepicker', selected_time: null } },
      person: { person_a: { type: 'users_select', selected_user: null } },
      people: { people_a: { type: 'multi_users_select', selected_users: [] } },
      rich: { rich_a: { type: 'rich_text_input' } },
    })
  })

  it('takes plain answers by block_id', () => {
    const given = {
      text: 'words',
      number: 7,
      select: '2',
      multi: ['1', '2'],
      radio: '1',
      boxes: ['2'],
      date: '2026-12-03',
      time: '09:30',
      person: 'U0WBAMIRA1',
      people: ['U0WBAMIRA1'],
      rich: 'Said',
    }
    const values = stateValues(every, given)
    expect(values['number']?.['number_a']).toEqual({ type: 'number_input', value: '7' })
    expect(values['select']?.['select_a']).toEqual({
      type: 'static_select',
      selected_option: chosen('Two', '2'),
    })
    expect(values['multi']?.['multi_a']?.['selected_options']).toEqual([
      chosen('One', '1'),
      chosen('Two', '2'),
    ])
    expect(values['people']?.['people_a']).toEqual({
      type: 'multi_users_select',
      selected_users: ['U0WBAMIRA1'],
    })
    expect(values['time']?.['time_a']).toEqual({ type: 'timepicker', selected_time: '09:30' })
    expect(values['rich']?.['rich_a']?.['rich_text_value']).toMatchObject({ type: 'rich_text' })
    // The same in Slack's own shape, as the page sends it.
    expect(stateValues(every, values)).toEqual(values)
  })

  it('keeps what was typed where nothing new is given, and empties a field given as null', () => {
    const before = stateValues(every, { text: 'kept', date: '2026-12-03' })
    const after = stateValues(every, { date: null }, before)
    expect(after['text']?.['text_a']?.['value']).toBe('kept')
    expect(after['date']?.['date_a']?.['selected_date']).toBeNull()
  })

  it('starts from initial values and counts elements outside input blocks', () => {
    const picker = { type: 'datepicker', action_id: 'd', initial_date: '2026-01-02' }
    const button = { type: 'button', action_id: 'b', text: words('Go') }
    const blocks = [{ type: 'actions', block_id: 'row', elements: [picker, button] }]
    expect(stateValues(blocks)).toEqual({ row: { d: { type: 'datepicker', selected_date: '2026-01-02' } } })
  })

  it('of several people starts from the initial ones, is replaced whole, and is emptied by null or an empty list', () => {
    const initial_users = ['U0WBAMIRA1', 'U0WBERINS1']
    const blocks = [input('people', { type: 'multi_users_select', initial_users })]
    const chosen = (given: object, before?: ReturnType<typeof stateValues>) =>
      stateValues(blocks, { ...given }, before)['people']?.['people_a']?.['selected_users']
    expect(chosen({})).toEqual(initial_users)
    expect(chosen({ people: ['U0WBERINS1'] })).toEqual(['U0WBERINS1'])
    expect(chosen({ people: null })).toEqual([])
    const emptied = stateValues(blocks, { people: [] })
    expect(chosen({}, emptied)).toEqual([])
    expect(inputProblems(blocks, emptied)).toEqual({ people: 'Please complete this required field.' })
    expect(
      chosen({ people: { people_a: { type: 'multi_users_select', selected_users: ['U0WBERINS1'] } } }),
    ).toEqual(['U0WBERINS1'])
  })

  it('refuses an option that is not offered', () => {
    expect(() => stateValues(every, { radio: '9' })).toThrow(
      'No option "9" in block "radio"; expected one of 1, 2',
    )
  })

  it('says beside a field that it is required, too short or too long', () => {
    const short = [{ ...input('text', { type: 'plain_text_input', min_length: 3, max_length: 5 }) }]
    const problem = (text: string | null) => inputProblems(short, stateValues(short, { text }))['text']
    expect(problem(null)).toBe('Please complete this required field.')
    expect(problem('ab')).toBe('Enter at least 3 characters.')
    expect(problem('abcdef')).toBe('Enter no more than 5 characters.')
    expect(problem('abcd')).toBeUndefined()
  })
})
