import type { ModalView } from '@slack/types'
import { formatDate } from '../../calendar/dates.ts'
import { formatInstant, localDateOf } from '../../calendar/london.ts'
import { reportOf } from '../../case/report/measures.ts'
import type { ReportRecord } from '../../case/report/record.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { figureLines, measureWords } from '../report-words.ts'

/** What teams did in the last so many days: each measure with what it counts, of how many, and between which dates. */
export const reportView = (record: ReportRecord, days: number, wanted: string): ModalView => {
  const { from, to } = record
  const cut: Passage[] =
    from > wanted
      ? [
          {
            strong: `There are more entries than one report reads. Only those after ${formatInstant(from)} are counted`,
          },
        ]
      : []
  return showView({ title: 'Reports' }, [
    {
      strong: `${formatDate(localDateOf(from))} to ${formatInstant(to)} (${days === 1 ? 'today' : `${days} days`})`,
    },
    ...cut,
    {
      note: 'An entry counts on the day it was entered. Teams, never people, and no targets. Small numbers are shown as they are, so that a person might be recognised: for the teams only, not to be passed on. Another span: /concern reports and a number of days',
    },
    ...reportOf(record).flatMap(({ id, found }): Passage[] => [
      { rule: true },
      { strong: measureWords[id].title },
      { note: measureWords[id].definition(found.of) },
      { quote: figureLines(id, found).join('\n') },
    ]),
  ])
}
