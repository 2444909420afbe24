import type { EvidenceAnswer } from '../../src/case/case.ts'
import { longText, optionsOf, radio } from '../../src/slack/form-view.ts'
import { evidenceAnswerWords, evidencePartWords } from '../../src/slack/words.ts'
import { caseForm, type Seal } from '../form.ts'
import { concernIds, quoteConcerns } from '../quotes.ts'

const partField = (part: keyof typeof evidencePartWords) =>
  radio({
    label: evidencePartWords[part],
    missing: `Select whether this was reviewed: ${evidencePartWords[part]}`,
    options: optionsOf(evidenceAnswerWords),
  })

const noteField = (part: keyof typeof evidencePartWords) =>
  longText({
    label: `Note: ${evidencePartWords[part]}`,
    hint: 'What was found. If none is held or available, where it was looked for.',
    missing: `Enter a note: ${evidencePartWords[part]}`,
  })

/** The four parts of the assurance check, each with a note, and whether further information is needed (VR ¶15, ¶16). */
export const recordEvidenceReview = caseForm({
  command: 'record_evidence_review',
  title: 'Record evidence review',
  submit: 'Save review',
  done: 'Evidence review recorded',
  reads: concernIds,
  intro: quoteConcerns,
  fields: () => ({
    circumstances: partField('circumstances'),
    circumstancesNote: noteField('circumstances'),
    interactions: partField('interactions'),
    interactionsNote: noteField('interactions'),
    documents: partField('documents'),
    documentsNote: noteField('documents'),
    thirdParties: partField('third_parties'),
    thirdPartiesNote: noteField('third_parties'),
    furtherInformation: radio({
      label: 'Is further information needed?',
      hint: 'Then a case conference with SPOC takes place within 3 days, before any decision (VR ¶16).',
      missing: 'Select yes if further information is needed',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    }),
  }),
  toCommand: (values, _o, seal) => ({
    kind: 'record_evidence_review',
    parts: {
      circumstances: answer(seal, values.circumstances, values.circumstancesNote),
      interactions: answer(seal, values.interactions, values.interactionsNote),
      documents: answer(seal, values.documents, values.documentsNote),
      third_parties: answer(seal, values.thirdParties, values.thirdPartiesNote),
    },
    furtherInformation: values.furtherInformation === 'yes',
  }),
})

const answer = (seal: Seal, given: EvidenceAnswer['answer'], note: string): EvidenceAnswer => ({
  answer: given,
  note: seal('evidence note', note),
})
