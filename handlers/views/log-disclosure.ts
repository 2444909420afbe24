import { localDateOf } from '../../src/calendar/london.ts'
import { childCouldBeHarmed } from '../../src/case/restricted.ts'
import { sightOf } from '../../src/case/readable-texts.ts'
import { checkboxes, date, longText, optionsOf, radio, text } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import {
  authorityWords,
  consentWords,
  dataItemWords,
  disclosureChannelWords,
} from '../../src/slack/record-words.ts'
import { authoritiesHere } from '../customer-area.ts'
import { caseForm, type FormCase } from '../form.ts'

/** What a person has told an authority: each thing ticked for itself, none before it is chosen (ME ¶5, ¶6). */
export const logDisclosure = caseForm({
  command: 'log_disclosure',
  title: 'Log a disclosure',
  submit: 'Save disclosure',
  done: 'Disclosure logged',
  reads: c => [c.area?.text],
  intro: o => [...disclosureWords(o), ...authoritiesHere(o)],
  fields: ({ now }) => ({
    authority: radio({
      label: 'Who was told?',
      missing: 'Select who was told',
      options: optionsOf(authorityWords),
    }),
    contact: text({
      label: 'Which office, and who there?',
      hint: 'For example, the duty desk and the name or number of the person you spoke to.',
      missing: 'Enter which office was told, and who there',
    }),
    on: date({
      label: 'Date of the disclosure',
      hint: 'The day they were told, even if you enter it later.',
      missing: 'Enter the date of the disclosure',
      initial: localDateOf(now),
    }),
    channel: radio({
      label: 'How were they told?',
      missing: 'Select how they were told',
      options: optionsOf(disclosureChannelWords),
    }),
    items: checkboxes({
      label: 'What were they told?',
      hint: 'Select each thing. If you select Something else, say what under the next question.',
      missing: 'Select each thing that they were told',
      options: optionsOf(dataItemWords),
    }),
    purpose: longText({
      label: 'Why did they need it?',
      hint: 'What they do with it, and why they could not do it with less.',
      missing: 'Enter why they needed it',
    }),
    goodFaith: longText({
      label: 'What makes this a genuine concern?',
      hint: 'What you saw, heard or read, and why you believed it.',
      missing: 'Enter what makes this a genuine concern',
    }),
    consent: radio({
      label: 'Did the person agree?',
      hint: 'Data protection law does not always ask for consent. Say why there was none.',
      missing: 'Select whether the person agreed',
      options: optionsOf(consentWords),
    }),
  }),
  toCommand: ({ authority, contact, on, channel, items, purpose, goodFaith, consent }, _o, seal) => ({
    kind: 'log_disclosure',
    authority,
    channel,
    on,
    items,
    consent,
    contact: seal('disclosure contact', contact),
    purpose: seal('disclosure purpose', purpose),
    goodFaith: seal('good faith', goodFaith),
  }),
})

const disclosureWords = ({ case: c, actor }: FormCase): Passage[] => [
  {
    strong:
      'Data protection law does not stop you telling a relevant authority, in good faith, about a genuine concern (ME ¶5, VR ¶15 Note).',
  },
  { say: 'Tell them only what is relevant and necessary for them to deal with the situation (ME ¶6).' },
  { say: 'Safehold tells nobody. You tell the authority, then log here what you told.' },
  { say: 'If anyone is in immediate danger, ring 999 first. This form can wait.' },
  ...childWords(sightOf(c, actor) === 'all' ? childCouldBeHarmed(c) : undefined),
]

/** Permission, not advice: nobody is prompted to tell a parent (F14). Whoever does not see the case learns nothing of it here. */
const childWords = (involved: boolean | undefined): Passage[] => {
  if (involved === false) return []
  const when = involved ? 'A child is involved.' : 'If a child is involved:'
  return [{ say: `${when} You do not have to tell the parents or guardian (ME ¶4).` }]
}
