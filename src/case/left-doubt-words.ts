import type { PersonId } from './people.ts'
import { placeWords } from './place-words.ts'

/** Why it is doubtful that people have left, and of whom: what a lead is asked, in sentences (F16). */
export const doubtWords = (subject: string, code: string, people: readonly PersonId[] = []): string =>
  `${unsureWords(subject, code)}.${aboutWords(subject, people)}`

const unsureWords = (subject: string, code: string): string => {
  if (subject === 'people') return 'By what Slack says, many people have left Safehold at once'
  if (subject.startsWith('person:'))
    return `It could not be found out whether ${placeWords(subject)} is still a colleague (${code})`
  return code === 'too_many'
    ? `By what Slack says, many people have left ${placeWords(subject)} at once`
    : `It could not be found out who is in ${placeWords(subject)} (${code})`
}

const aboutWords = (subject: string, people: readonly PersonId[]): string => {
  if (people.length === 0 || subject.startsWith('person:')) return ''
  const named = people.slice(0, mostNamed).map(person => placeWords(`person:${person}`))
  const more = people.length - named.length
  return ` This is about ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}

const mostNamed = 20
