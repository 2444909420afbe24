import { radio } from './form-view.ts'

/** The first question of whoever raises a concern or asks for advice (ME ¶3): it tells at once, before anything is sent (F12). */
export const dangerQuestion = () =>
  radio({
    label: 'Is anyone in immediate danger?',
    hint: 'The customer, their family, our colleagues or the public.',
    missing: 'Select yes if anyone is in immediate danger',
    tellsAtOnce: true,
    options: [
      { value: 'yes', label: 'Yes, now' },
      { value: 'no', label: 'No' },
      { value: 'not_sure', label: "I'm not sure" },
    ],
  })
