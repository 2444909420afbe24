import { localDateOf } from '../../src/calendar/london.ts'
import { callBackText } from '../../src/case/call-back-text.ts'
import { isCallBackDue } from '../../src/case/call-back.ts'
import type { Case } from '../../src/case/case.ts'
import { notWithCeast } from '../../src/case/commands/ceast.ts'
import { childCouldBeHarmed } from '../../src/case/restricted.ts'
import { isReportedDead } from '../../src/case/reported-death.ts'
import { attemptLines } from '../../src/slack/ceast-words.ts'
import { listed } from '../../src/slack/case-words.ts'
import { childWords } from '../../src/slack/child-words.ts'
import { deathWords } from '../../src/slack/death-words.ts'
import { checkboxes, date, longText, optionsOf, radio, time } from '../../src/slack/form-view.ts'
import { caseValue, doButton } from '../../src/slack/headline-message.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { attemptOutcomeWords, contactRouteWords } from '../../src/slack/words.ts'
import { authoritiesHere } from '../customer-area.ts'
import { caseForm, type FormCase, present } from '../form.ts'
import { quoteText } from '../quotes.ts'
import { whyStep } from '../../src/slack/why-button.ts'

/**
 * CEAST tries to reach the customer or those who support them (VR ¶20). What happened is told in words: a contact that is
 * only a tick cannot be looked into afterwards.
 */
export const logContactAttempt = caseForm({
  command: 'log_contact_attempt',
  title: 'Log contact attempt',
  submit: 'Save attempt',
  done: 'Contact attempt logged',
  // Who promised to call back may always record that call.
  notNow: ({ case: c }) => (isCallBackDue(c) ? undefined : notWithCeast(c)),
  reads: c => [c.safeRoute?.advice, c.area?.text],
  intro: o => introWords(o),
  fields: ({ case: c, now }) => ({
    route: radio({
      label: 'Who did you try to reach?',
      hint: 'This is the order of VR ¶20. You do not have to keep to it, and the list is not exhaustive.',
      missing: 'Select who you tried to reach',
      // A customer who has died since the form was opened is refused in words of its own.
      changing: true,
      options: optionsOf(contactRouteWords).filter(({ value }) => !c.death || value !== 'customer'),
    }),
    outcome: radio({
      label: 'What came of it?',
      missing: 'Select what came of it',
      options: optionsOf(attemptOutcomeWords),
    }),
    on: date({
      label: 'Date of the attempt',
      hint: 'The day of the attempt, even if you enter it later.',
      missing: 'Enter the date of the attempt',
      initial: localDateOf(now),
    }),
    time: time({ label: 'Time of the attempt', optional: true }),
    text: longText({
      label: 'What happened, in words',
      hint: 'Who you tried and how, what was said or heard, and what you do next. If contact would be unsafe, why.',
      missing: 'Enter what happened, in words',
    }),
    textSent: checkboxes({
      label: 'Text to the customer',
      hint: 'Only if the customer did not answer. You are reminded to call back after half an hour.',
      optional: true,
      options: [
        { value: 'yes', label: 'A text was sent saying who called and that we call back in half an hour' },
      ],
    }),
  }),
  hides: ({ case: c, linked }) => (isReportedDead(c, linked) ? ['textSent'] : []),
  toCommand: ({ route, outcome, on, time, text, textSent }, _o, seal) => ({
    kind: 'log_contact_attempt',
    on,
    route,
    outcome,
    text: seal('contact attempt', text),
    textSent: textSent.includes('yes'),
    ...present({ time }),
  }),
  // Whoever speaks to a third party tells them something of the customer (ME ¶6).
  result: ({ route, outcome }, { case: c }) =>
    route === 'customer' || outcome === 'not_attempted_unsafe'
      ? []
      : [
          { say: 'If you told them anything about the customer, log what you told (ME ¶6).' },
          { buttons: [doButton('log_disclosure', caseValue(c), c.ref), whyStep('log_disclosure')] },
        ],
})

const safeQuestion = 'Is it safe to leave a letter, text or call?'
const textLabel = 'Text to a customer who does not answer (VR ¶20)'

/** The text, unless somebody said that it is not safe (D17). */
const textWords = ({ safeToLeave }: Case): Passage[] => {
  if (safeToLeave === 'yes')
    return [{ say: `${safeQuestion} Yes.` }, { label: textLabel, copy: callBackText }]
  if (safeToLeave === 'no')
    return [
      { strong: `${safeQuestion} No. Do not send a text.` },
      { say: 'A message seen by an abuser raises the risk. Choose a safe route.' },
    ]
  return [
    {
      strong: `${safeQuestion} ${safeToLeave === 'not_sure' ? 'Not sure.' : 'Not recorded.'} Do not send a text unless you have made sure that it is safe.`,
    },
    { say: 'A message seen by an abuser raises the risk.' },
    { label: `${textLabel}, only if it is safe`, copy: callBackText },
  ]
}

const introWords = (o: FormCase): Passage[] => {
  const { case: c, linked, texts } = o
  return [
    ...(isReportedDead(c, linked) ? deathWords(c, linked) : textWords(c)),
    ...(childCouldBeHarmed(c) ? [childWords] : []),
    ...(c.safeRoute?.advice === undefined
      ? []
      : quoteText('How to reach the customer safely', c.safeRoute.advice, texts)),
    ...listed('Tried so far', attemptLines(c)),
    { note: 'Tell others only what is relevant and necessary for them to deal with the situation (ME ¶6).' },
    ...authoritiesHere(o),
  ]
}
