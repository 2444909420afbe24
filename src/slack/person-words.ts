import { safehold } from '../case/people.ts'

/** A person as a mention, or Safehold itself. */
export const personWords = (person: string): string => (person === safehold ? 'Safehold' : `<@${person}>`)
