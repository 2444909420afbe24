import { formatDate } from '../calendar/dates.ts'
import { localDateOf } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import { restorationWaits } from '../case/commands/award.ts'
import type { Passage } from './passage.ts'
import { personWords } from './person-words.ts'
import { awardStatusWords } from './record-words.ts'

/** What is known of the award, and what CEAST said of payments that had been stopped (F2). */
export const awardWords = (c: Case): Passage[] => {
  const { award, restoration } = c
  if (!award) return []
  const until = award.endsOn === undefined ? '' : `, until ${formatDate(award.endsOn)}`
  const known = `${formatDate(localDateOf(award.at))}, from ${personWords(award.by)}`
  return [
    { say: `Award: ${awardStatusWords[award.status].toLowerCase()}${until} (${known})` },
    ...(award.status !== 'stopped'
      ? []
      : restorationWaits(c)
        ? [{ strong: 'CEAST has not said whether payments are to be restored' }]
        : [
            {
              say: `CEAST ${restoration?.asked ? 'asks' : 'does not ask'} for payments to be restored`,
            },
          ]),
  ]
}

/** What a hold covers besides suspending, stopping and ending (F1). */
export const holdCovers: Passage = {
  say: 'Do not reduce the award, let it lapse, refuse or close the application, or start recovery either (Safehold default, not DWP guidance).',
}

/** What a hold never forbids (F1). */
export const youMay = 'You may pay, award, extend or restore.'

/** A checklist line of a held award: nothing waits for it. */
export const recoveryLine: Passage = {
  note: 'Ask for automatic letters and debt recovery to be paused? (Safehold default: a reminder, not a rule)',
}
