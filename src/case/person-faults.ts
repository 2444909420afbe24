/**
 * Why somebody is told nothing, though a case or the settings name them: only colleagues with a full account are (F15). In
 * Slack's own codes where Slack has one.
 */
const words = {
  user_disabled: 'their account is switched off',
  user_not_found: 'Slack does not say whose account it is',
  person_is_guest: 'they are a guest',
  person_of_other_organisation: 'they are of another organisation',
  person_is_app: 'it is an app',
} as const

export type PersonFault = keyof typeof words

/** Why, in words that follow the name. Undefined for a code that a look at an account does not find. */
export const personFaultWords = (code: string): string | undefined =>
  Object.hasOwn(words, code) ? words[code as PersonFault] : undefined // just looked up
