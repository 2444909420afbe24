import type { Case } from './case.ts'
import type { Command } from './commands.ts'
import type { PersonId } from './people.ts'
import { impossibleEntry, notAllowed, type Refusal } from './refusal.ts'

/** Whether this person is the customer of this very case, or kept out of it like them (F15). */
export const isKeptOut = ({ customerIs, keptOut = [] }: Case, person: PersonId): boolean =>
  customerIs === person || keptOut.includes(person)

/** Whether any colleague is kept out of this case, whatever their role. */
export const isAnybodyKeptOut = ({ customerIs, keptOut = [] }: Case): boolean =>
  customerIs !== undefined || keptOut.length > 0

/** Whether this person is the customer of the case, or of a case linked to it: the same customer; or kept out like them (F5, F15). */
export const isCustomer = (c: Case, linked: readonly Case[], person: PersonId): boolean =>
  keptOutOf(c, linked).includes(person)

/** The colleagues who are kept out of the case because of it or of one linked to it (F5, F15). */
export const keptOutOf = (c: Case, linked: readonly Case[]): PersonId[] =>
  [c, ...linked].flatMap(({ customerIs, keptOut = [] }) => [
    ...(customerIs === undefined ? [] : [customerIs]),
    ...keptOut,
  ])

/** A customer who is a colleague does nothing on a case of their own, whatever their role (F15). */
export const refusalToCustomer = (c: Case, linked: readonly Case[], person: PersonId): Refusal | undefined =>
  isCustomer(c, linked, person)
    ? notAllowed('You cannot do this on this case', 'F15', 'Ask another member of your team', 'Ring CEAST')
    : undefined

/** Nobody is given a part in a case of their own: as adviser, officer, owner of an action, or at a conference (F15). */
export const namesCustomer = (command: Command, c: Case, linked: readonly Case[]): Refusal | undefined => {
  const field = namedIn(command).find(([, person]) => isCustomer(c, linked, person))?.[0]
  return field === undefined
    ? undefined
    : impossibleEntry(field, 'Choose somebody else: this person cannot have a part in this case', 'F15')
}

const namedIn = (command: Command): [field: string, person: PersonId][] => [
  ...('adviser' in command ? one('adviser', command.adviser) : []),
  ...('officer' in command ? one('officer', command.officer) : []),
  ...('owner' in command ? one('owner', command.owner) : []),
  ...(command.kind === 'record_conference' && 'ceast' in command
    ? [
        ...command.ceast.flatMap(person => one('ceast', person)),
        ...command.spoc.flatMap(person => one('spoc', person)),
        ...one('actionOwner', command.action?.owner),
      ]
    : []),
]

const one = (field: string, person: PersonId | undefined): [string, PersonId][] =>
  person === undefined ? [] : [[field, person]]
