import { date, longText, optionsOf, person, radio, select } from '../../src/slack/form-view.ts'
import { learningSourceWords, learningThemeWords } from '../../src/slack/record-words.ts'
import { caseForm } from '../form.ts'

/** What in our service may have caused or added to it, and what to do so that it does not come back (ME ¶14). */
export const recordLearning = caseForm({
  command: 'record_learning',
  title: 'Record learning',
  submit: 'Save learning',
  done: 'Learning recorded',
  intro: ({ case: c }) => [
    ...(c.learningWanted
      ? [{ strong: 'The adviser says that our service caused or added to this. Say what can be learned.' }]
      : []),
    {
      say: 'This is about our service and how it works. Nobody is blamed (ME ¶14).',
    },
    {
      say: 'Name no customer and no colleague: what is learned is passed on to other teams.',
    },
  ],
  fields: () => ({
    source: radio({
      label: 'Where does it come from?',
      missing: 'Select where it comes from',
      options: optionsOf(learningSourceWords),
    }),
    theme: select({
      label: 'What is it about?',
      missing: 'Select what it is about',
      options: optionsOf(learningThemeWords),
    }),
    rootCause: longText({
      label: 'What is the root cause?',
      hint: 'What in our service led to it, not who.',
      missing: 'Enter the root cause',
    }),
    recommendation: longText({
      label: 'What do you recommend?',
      hint: 'One step that somebody can take, so that it does not happen again.',
      missing: 'Enter what you recommend',
    }),
    owner: person({
      label: 'Who sees to it?',
      hint: 'They are told, and reminded until it is complete.',
      missing: 'Choose who sees to it',
    }),
    dueOn: date({ label: 'Date it is to be done by', missing: 'Enter the date it is to be done by' }),
  }),
  toCommand: ({ source, theme, rootCause, recommendation, owner, dueOn }, _o, seal) => ({
    kind: 'record_learning',
    source,
    theme,
    rootCause: seal('root cause', rootCause),
    recommendation: seal('recommendation', recommendation),
    owner,
    dueOn,
  }),
})
