import type { ModalView } from '@slack/types'
import { formatInstant } from '../../calendar/london.ts'
import {
  curesItself,
  isRemedy,
  remedies,
  stillOpenWords,
  type Trouble,
  troubleWords,
} from '../../case/trouble.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { personWords } from '../person-words.ts'
import { closeTroubleButton } from '../trouble-button.ts'
import { whyRule } from '../why-button.ts'

/** How many a list shows: a view has a hundred blocks, and each row two. */
export const troubleLength = 40

/** Everything that Safehold could not do and nobody has closed, the oldest first. One more than fits says that there are more. */
export const troubleListView = (open: readonly Trouble[]): ModalView =>
  showView({ title: troubleTitle }, [
    { note: 'References, places and codes only' },
    ...(open.length === 0 ? [{ say: 'Nothing is open: Safehold could do all it had to.' }] : []),
    ...open.slice(0, troubleLength).flatMap(rowOf),
    ...(open.length > troubleLength
      ? [{ note: `These are the oldest ${troubleLength}. Close some to see the others` }]
      : []),
  ])

export const troubleTitle = 'What could not be done'

const rowOf = (trouble: Trouble): Passage[] => {
  const close = closeTroubleButton(trouble.id, troubleWords(trouble))
  return [
    { say: stillOpenWords(trouble) },
    {
      buttons: [
        ...(curesItself(trouble.kind) ? [] : [close]),
        whyRule({ rule: 'F16', what: 'What Safehold could not do' }),
      ],
    },
  ]
}

/** It is closed already, or ends only by itself: who was faster, and with what. */
export const troubleClosedView = (trouble: Trouble | null): ModalView =>
  showView({ title: troubleTitle, close: 'Close' }, [
    ...(trouble === null
      ? [{ strong: 'Safehold does not know of this any more.' }]
      : [{ strong: endedWords(trouble) }, { say: troubleWords(trouble) }]),
    { say: 'See what is still open with /concern trouble' },
  ])

const endedWords = ({ closed, kind }: Trouble): string => {
  if (!closed)
    return curesItself(kind) ? 'This is still so. It closes by itself when it ends.' : 'This is still open.'
  const how = isRemedy(closed.note)
    ? `${personWords(closed.by)}: ${remedies[closed.note]}`
    : 'It ended by itself'
  return `Closed at ${formatInstant(closed.at)}. ${how}.`
}
