import type { Rule } from '../rule.ts'

/** VR ¶6 to ¶11: ineffective visits, and the hold that two of them start. */
export const ineffectiveVisits: readonly Rule[] = [
  {
    id: 'R31',
    paragraphs: ['VR ¶6'],
    says: 'A visit is ineffective when nobody answers, the customer does not co-operate, or the area is unsafe.',
    bot: 'The outcome is one of these or effective, with its day, its time, the officer and notes, and is chased until it is recorded.',
    carriedBy: {
      commands: ['record_visit_outcome'],
      deadlines: ['visit_outcome'],
      guards: ['src/case/commands/visit.ts', 'src/case/case.ts'],
      views: ['handlers/views/record-visit-outcome.ts'],
    },
    productDefault: true,
    status: 'carried',
  },
  {
    id: 'R32',
    paragraphs: ['VR ¶6 Note'],
    says: 'An unsafe area is treated as two ineffective visits.',
    bot: 'It holds the award and passes the case to CEAST at once, even before any visit: no letter and no second visit.',
    carriedBy: {
      commands: ['record_visit_outcome'],
      guards: ['src/case/holds-to-start.ts', 'src/store/migrations/0001-cases.ts'],
    },
    productDefault: false,
    status: 'carried',
  },
  {
    id: 'R33',
    paragraphs: ['VR ¶7'],
    says: 'After a first ineffective visit a letter asks the customer to contact CEAST within five working days.',
    bot: 'Whether a letter was left, its printed date or why not is recorded; the five working days run, and CEAST sees the case and its date.',
    carriedBy: {
      commands: ['record_visit_outcome'],
      deadlines: ['contact_window'],
      guards: ['src/case/contact-window.ts'],
      views: ['handlers/views/record-visit-outcome.ts', 'src/slack/views/how-date-view.ts'],
    },
    productDefault: false,
    status: 'carried',
  },
  {
    id: 'R34a',
    paragraphs: ['VR ¶8'],
    says: 'On contact in time CEAST has the systems updated and tells DWP Visiting whether to visit again.',
    bot: 'The contact is recorded with its conversation; CEAST says whether a second visit is needed, DWP Visiting is messaged, and the SPOC confirms the note on each system.',
    carriedBy: {
      commands: ['record_customer_contact', 'confirm_system_note'],
      deadlines: ['contact_decision', 'system_note'],
      guards: ['src/case/commands/contact.ts', 'src/case/consequences.ts', 'src/case/notices.ts'],
      views: ['handlers/views/record-customer-contact.ts'],
    },
    productDefault: false,
    status: 'carried',
  },
  {
    id: 'R34b',
    paragraphs: ['VR ¶9'],
    says: 'Without contact the Visiting Officer automatically visits again.',
    bot: "The second visit's task opens by itself on the first working day after the window and is chased until an outcome is recorded. Nobody approves it.",
    carriedBy: {
      commands: ['plan_visit', 'record_visit_outcome'],
      deadlines: ['second_visit', 'visit_outcome'],
      guards: ['src/case/deadlines/visits.ts', 'jobs/sweep.ts'],
    },
    productDefault: true,
    status: 'carried',
  },
  {
    id: 'R35',
    paragraphs: ['VR ¶10'],
    says: 'After two ineffective visits the case goes back to CEAST and the SPOC.',
    bot: 'Recording the second one holds the award, moves the case to CEAST and alerts both channels, in one transaction.',
    carriedBy: {
      commands: ['record_visit_outcome'],
      guards: ['src/case/holds-to-start.ts', 'src/case/visits-together.ts', 'src/case/notices.ts'],
    },
    productDefault: false,
    status: 'carried',
  },
  {
    id: 'R36',
    paragraphs: ['VR ¶11'],
    says: 'The award is not suspended or stopped until further action is taken and further advice given.',
    bot: 'The hold stands first on every view of the case; a decision on the award is refused with the reason; "/concern holds" lists every hold, and each working morning the teams get a list with the holds first; only a release by two people ends it.',
    carriedBy: {
      commands: ['release_the_hold', 'confirm_release', 'record_award_decision'],
      deadlines: ['hold_review', 'release', 'confirm_release', 'missing_number'],
      guards: [
        'src/case/hold.ts',
        'src/case/commands/adviser.ts',
        'src/case/morning-list.ts',
        'jobs/morning-lists.ts',
        'src/store/migrations/0001-cases.ts',
      ],
      views: [
        'src/slack/case-words.ts',
        'src/slack/views/check-view.ts',
        'src/slack/views/list-views.ts',
        'src/slack/morning-words.ts',
      ],
    },
    productDefault: false,
    status: 'carried',
  },
]
