import type { ModalView } from '@slack/types'
import { formatInstant } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import { caseValue, doButton } from '../headline-message.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { personWords } from '../person-words.ts'

/** CEAST's advice, for the adviser who decides next (VR ¶23). Both texts are opened already; a case without a hold has no advice. */
export const adviceView = (c: Case, advice: string | undefined, outcome: string | undefined): ModalView => {
  const { lastRelease } = c
  return showView({ title: "CEAST's advice" }, [
    { note: 'OFFICIAL-SENSITIVE' },
    { say: c.ref },
    ...(lastRelease
      ? [
          {
            say: `Asked for by ${personWords(lastRelease.requestedBy)}, confirmed by ${personWords(lastRelease.confirmedBy)}, ${formatInstant(lastRelease.at)}`,
          },
        ]
      : []),
    ...quoted('Advice', advice),
    ...quoted('Reason for the CEAST outcome', outcome),
    ...(advice === undefined && outcome === undefined
      ? [{ say: 'No advice is recorded on this case. Ask CEAST.' }]
      : []),
    ...(c.status === 'decision'
      ? [{ buttons: [doButton('record_award_decision', caseValue(c), c.ref)] }]
      : []),
  ])
}

const quoted = (label: string, text: string | undefined): Passage[] =>
  text === undefined ? [] : [{ label, quote: text }]
