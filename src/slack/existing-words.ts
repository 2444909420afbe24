import { formatDate } from '../calendar/dates.ts'
import { localDateOf } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import type { Passage } from './passage.ts'
import { personWords } from './person-words.ts'

/** That the case began before Safehold, and what it brought with it (F11). */
export const existingWords = ({ existing }: Pick<Case, 'existing'>): Passage[] => {
  if (!existing) return []
  const { at, by, conference, noteAlreadyOn } = existing
  return [
    {
      say: [
        `Brought in from earlier records on ${formatDate(localDateOf(at))} by ${personWords(by)}.`,
        ...(conference ? [`An earlier case conference was held on ${formatDate(conference.on)}.`] : []),
        ...(noteAlreadyOn.length > 0 ? [`The note was already on ${noteAlreadyOn.join(', ')}.`] : []),
      ].join(' '),
    },
  ]
}
