import type { ModalView } from '@slack/types'
import type { PastRetention, RetentionPeriods } from '../../case/retention.ts'
import {
  casesWords,
  type ErasureLeft,
  erasureLeftWords,
  pastRetentionWords,
  periodsWords,
  sorted,
} from '../../case/retention-words.ts'
import { caseValue, openButton } from '../headline-message.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'

export const retentionTitle = 'Retention'

/** A view has a hundred blocks, and each case two. */
const mostRows = 20

/** The periods, which cases are due to be erased, what is kept all the same, and what is still in Slack. */
export const retentionView = (
  periods: RetentionPeriods,
  found: readonly PastRetention[],
  left: readonly ErasureLeft[],
): ModalView => {
  const { due, kept } = sorted(found)
  return showView({ title: retentionTitle }, [
    { note: 'References only. How long a case is kept after closing:' },
    { say: periodsWords(periods).map(capital).join('\n') },
    { strong: `${casesWords(due.length)} may be erased` },
    {
      say: 'To keep a case, open it and choose Place a legal hold. Nobody erases a case in Slack: an operator does it, and then its texts are gone for good.',
    },
    ...rowsOf(due),
    ...(kept.length > 0 ? [{ strong: `${casesWords(kept.length)} kept, though the period is over` }] : []),
    ...rowsOf(kept),
    ...(left.length > 0
      ? [
          { strong: `Messages that are to be deleted and are still in Slack: ${left.length}` },
          { say: left.slice(0, mostRows).map(erasureLeftWords).join('\n') },
        ]
      : []),
  ])
}

const rowsOf = (found: readonly PastRetention[]): Passage[] => [
  ...found
    .slice(0, mostRows)
    .flatMap((one): Passage[] => [
      { say: pastRetentionWords(one) },
      { buttons: [openButton(caseValue(one.case), one.case.ref)] },
    ]),
  ...(found.length > mostRows ? [{ note: `and ${found.length - mostRows} more` }] : []),
]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
