// @ts-check
// The eight steps of the tour: who does what, where, and why the rule is so.

/** By block id: text, an option's value, several options' values, or `'*'` for every box. @typedef {Record<string, string | string[]>} Answers */
/** @typedef {{button: string, action?: string, form: string, answers: Answers}} TourForm `form` is the title of the modal. */
/**
 * @typedef {object} TourStep
 * @property {string} title
 * @property {string} person
 * @property {string} role
 * @property {string} channel
 * @property {string} task with stars around what is pressed or typed
 * @property {TourForm[]} forms in order
 * @property {string} why with the paragraph of the guidance
 */

const SPOC = { person: 'Erin Shaw', role: 'the Single Point of Contact', channel: 'spoc-access-to-work' }
const OFFICER = { person: 'Gwen Hart', role: 'a Visiting Officer', channel: 'dwp-visiting' }
const LEAD = { person: 'Iris Dunn', role: 'a case lead of CEAST', channel: 'ceast' }

/** @param {string} name @returns {Answers} */
const reviewed = name => ({ [name]: 'reviewed', [`${name}Note`]: 'Looked at all that is held.' })

/** @type {readonly TourStep[]} */
export const tourSteps = [
  {
    title: 'Raise a concern',
    person: 'Ben Owen',
    role: 'who works on claims',
    channel: 'general',
    task: 'Type */concern* in the message box and press Enter. Answer the first three questions, then press *Send*.',
    forms: [
      {
        button: '/concern',
        form: 'Raise a concern',
        answers: {
          danger: 'no',
          text: 'The customer sounded confused and said that nobody has been to see them for weeks.',
          harmed: ['customer'],
        },
      },
    ],
    why: 'Whoever is worried raises it: no proof and no role are needed. Danger comes first, because ringing 999 comes before any form (ME ¶2, ¶3, ¶8).',
  },
  {
    ...SPOC,
    title: 'Decide whether to visit',
    task: 'Press *Record triage decision* under the new concern. Answer yes twice, and say why.',
    forms: [
      {
        button: 'Record triage decision',
        action: 'do:record_triage_decision',
        form: 'Record triage decision',
        answers: { concern: 'yes', visit: 'yes', reason: 'Nobody has reached the customer by phone.' },
      },
    ],
    why: 'One team looks at every referral, so that none is lost between desks. It says whether there is a concern and whether a visit is right (VR ¶3, ¶4).',
  },
  {
    ...SPOC,
    title: 'Refer to DWP Visiting',
    task: 'Press *Complete visiting referral*, and send it.',
    forms: [
      {
        button: 'Complete visiting referral',
        action: 'do:complete_visiting_referral',
        form: 'Visiting referral',
        answers: {
          reason: 'vulnerability',
          address: '1 Made Up Street',
          nation: 'england-and-wales',
          safeToLeave: 'yes',
          whyNoNumber: 'Not to hand.',
          otherSupport: 'Three calls and one letter.',
        },
      },
    ],
    why: 'Only the Single Point of Contact completes it, and it goes to a Visiting Officer. A visit is for when other support has been tried (VR ¶2, ¶4).',
  },
  {
    ...OFFICER,
    title: 'Record a first visit',
    task: 'Press *Record visit outcome*. Nobody answered, and a letter was left.',
    forms: [
      {
        button: 'Record visit outcome',
        action: 'do:record_visit_outcome',
        form: 'Record visit outcome',
        answers: { outcome: 'no_answer', which: 'first', letterLeft: 'yes' },
      },
    ],
    why: 'The letter gives the customer five working days to contact CEAST. Then a second visit follows by itself (VR ¶6, ¶7, ¶9). Clock, top right, moves the days on: not needed here.',
  },
  {
    ...OFFICER,
    title: 'Record a second visit',
    task: 'Press *Record visit outcome* again. The customer would not co-operate.',
    forms: [
      {
        button: 'Record visit outcome',
        action: 'do:record_visit_outcome',
        form: 'Record visit outcome',
        answers: { outcome: 'refused', which: 'second' },
      },
    ],
    why: 'A closed door may be a sign of harm. After two ineffective visits nobody may suspend or stop the award until more is done and advice is given: it is on hold (VR ¶10, ¶11).',
  },
  {
    ...LEAD,
    title: 'Look at everything',
    task: 'Do these four, each with its button.',
    forms: [
      {
        button: 'Take the lead',
        action: 'do:take_the_lead',
        form: 'Take the lead',
        answers: {},
      },
      {
        button: 'Record evidence review',
        action: 'do:record_evidence_review',
        form: 'Record evidence review',
        answers: {
          ...reviewed('circumstances'),
          ...reviewed('interactions'),
          ...reviewed('documents'),
          ...reviewed('thirdParties'),
          furtherInformation: 'no',
        },
      },
      {
        button: 'Record marker decision',
        action: 'do:record_marker_decision',
        form: 'Record marker decision',
        answers: { applied: 'yes', reason: 'Needs help with letters and calls.' },
      },
      {
        button: 'Record CEAST outcome',
        action: 'do:record_ceast_outcome',
        form: 'Record CEAST outcome',
        answers: {
          outcome: 'no_acs_concern',
          reason: 'A relative helps every day, and said so.',
          satisfied: ['yes'],
        },
      },
    ],
    why: 'CEAST owns the case now. All that is known is looked at, and CEAST is satisfied, before anybody acts (VR ¶12, ¶14, ¶15, ¶17, ¶18).',
  },
  {
    ...LEAD,
    title: 'Ask for the release',
    task: 'Press *Release the hold*. Write the advice that the adviser will read.',
    forms: [
      {
        button: 'Release the hold',
        action: 'do:release_the_hold',
        form: 'Release the hold',
        answers: { holds: '*', ground: 'advice_given', advice: 'Pay as before, and write in large print.' },
      },
    ],
    why: 'A hold never runs out. It ends on a ground and with advice that are written down, and asking ends nothing yet (VR ¶11, ¶18).',
  },
  {
    ...LEAD,
    person: 'Jamal Reid',
    role: 'a second case lead of CEAST',
    title: 'Confirm the release',
    task: 'Press *Confirm release*, read the advice, and confirm.',
    forms: [
      {
        button: 'Confirm release',
        action: 'do:confirm_release',
        form: 'Confirm release',
        answers: { read: ['yes'] },
      },
    ],
    why: 'Two people release a hold, so that one mistake cannot end it. That is Safehold’s own rule, beside VR ¶11. Whoever asked cannot confirm: Iris Dunn is told so.',
  },
]
