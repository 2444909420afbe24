import type { Rule } from '../rule.ts'

/** What Safehold decided, beyond the guidance. A decision wins over a reading where they differ. */
export const decisionsF10ToF18: readonly Rule[] = [
  {
    id: 'F10',
    paragraphs: ['ME ¶3', 'VR ¶20'],
    says: 'A reported death stops what reaches out to the customer, and nothing else; emergency services stop nothing.',
    bot: 'The hold stays, every team is told, and CEAST is chased to ask for an internal review and a retention lock. It can be withdrawn. A confirmed death is a ground for release by two people. A linked case of the customer shows the death first, takes no visit, and its chases to visit, write or ring go to CEAST instead, which records the death there too.',
    carriedBy: {
      commands: ['record_death', 'withdraw_death', 'confirm_death_steps', 'record_emergency_outcome'],
      deadlines: ['death_steps'],
      guards: [
        'src/case/commands/death.ts',
        'src/case/deadlines/visits.ts',
        'src/case/release-grounds.ts',
        'src/case/commands/contact-attempts.ts',
        'src/case/reported-death.ts',
        'src/case/notices/death.ts',
      ],
      views: [
        'src/slack/death-words.ts',
        'handlers/views/record-death.ts',
        'handlers/views/confirm-death-steps.ts',
      ],
    },
    productDefault: true,
    status: 'partly',
    because:
      'The list of what is due goes on naming the visit of a linked case, whose form then says why not. Nothing is recorded on a linked case by itself.',
  },
  {
    id: 'F11',
    paragraphs: ['VR ¶11'],
    says: 'Cases from before Safehold are brought in with their true dates.',
    bot: 'Visits keep their own dates and a hold says since when it is. A deadline that was past when it became known is told once, as such.',
    carriedBy: {
      commands: ['record_visit_outcome', 'pass_deadline'],
      guards: ['src/case/holds-to-start.ts', 'src/case/commands/deadline.ts'],
    },
    productDefault: true,
    status: 'partly',
    because: 'There is no "Bring in an existing case": earlier notes, letters and conferences have no place.',
  },
  {
    id: 'F12',
    paragraphs: ['ME ¶3', 'ME ¶9'],
    says: '"Yes, now" shows 999 from memory and records itself; three answers are required, no more.',
    bot: 'It needs no database and no role. Left unfinished, the person is asked after 15 minutes, then triage and the leads. The words say that nobody is called and not to search for the plan.',
    carriedBy: {
      commands: ['declare_danger', 'raise_concern'],
      deadlines: ['danger_unfinished'],
      guards: ['src/case/commands/raise.ts', 'src/case/ladder.ts'],
      views: ['handlers/actions/danger.ts', 'src/slack/danger-words.ts', 'handlers/views/raise-concern.ts'],
    },
    productDefault: true,
    status: 'partly',
    because: 'The line manager is not asked about an unfinished report; triage and the leads are.',
  },
  {
    id: 'F13',
    paragraphs: ['VR ¶3', 'VR ¶4', 'ME ¶15'],
    says: 'Concerns are routed by service line; a line without a SPOC, or not known, goes to CEAST.',
    bot: 'Self-triage is refused except in danger, and then looked at by a second person. Two ineffective visits pass the case at once. The person who raised it is told the decision and can add a concern.',
    carriedBy: {
      commands: ['raise_concern', 'record_triage_decision'],
      deadlines: ['triage', 'second_look'],
      guards: ['src/case/service-lines.ts', 'src/case/people.ts', 'src/case/commands/triage.ts'],
    },
    productDefault: true,
    status: 'partly',
    because:
      'There is no "Hand over", no "I still have a concern" that CEAST looks at, and CEAST cannot ask a SPOC for a visit.',
  },
  {
    id: 'F14',
    paragraphs: ['ME ¶3', 'ME ¶4', 'ME ¶5'],
    says: 'A colleague can keep a concern from their line manager; telling parents is never prompted.',
    bot: 'Nobody is prompted to tell a parent, and no line manager is messaged at all.',
    carriedBy: {},
    productDefault: true,
    status: 'not yet',
    because: 'There is no "Do not tell my line manager" and no duty contact.',
  },
  {
    id: 'F15',
    paragraphs: [],
    says: 'Everybody sees what they need: the raiser their own words, a check the hold and whom to ring.',
    bot: 'The teams and the adviser see a case, each look is logged before it is given, one person cannot attend a conference for both sides, and the shortcut says that the message stays.',
    carriedBy: {
      commands: ['record_conference'],
      guards: ['src/case/permissions.ts', 'src/case/readable-texts.ts', 'src/store/view-log.ts'],
      views: [
        'handlers/gate.ts',
        'handlers/show-case.ts',
        'handlers/views/record-conference.ts',
        'src/slack/views/check-view.ts',
      ],
    },
    productDefault: true,
    status: 'partly',
    because:
      'Every team sees all of every case, there are no restricted cases, a customer who is a colleague is not recognised, and many checks in an hour alert nobody.',
  },
  {
    id: 'F16',
    paragraphs: [],
    says: 'Every open case always has a live deadline with an owner.',
    bot: 'Every state has one, every hold a next look within ten working days, and every ladder goes on until the step is done.',
    carriedBy: {
      commands: ['pass_deadline'],
      deadlines: ['ceast_lead', 'ceast_review', 'hold_review', 'adviser'],
      guards: ['src/case/deadlines.ts', 'src/case/ladder.ts', 'jobs/sweep.ts'],
    },
    productDefault: true,
    status: 'partly',
    because: 'There is no advice without a concern yet, which would become a concern when nobody answers.',
  },
  {
    id: 'F17',
    paragraphs: ['VR ¶4', 'VR ¶5', 'VR ¶13'],
    says: 'The e-mails of the written process stay possible; notes that differ from the guidance are marked as ours.',
    bot: 'After raising, and never before, the e-mail to the SPOC stands ready to copy. A note for a visit and then an unsafe area has both dates and is marked.',
    carriedBy: {
      commands: ['raise_concern'],
      guards: ['src/case/note-text.ts'],
      views: ['src/slack/spoc-email.ts', 'handlers/views/raise-concern.ts'],
    },
    productDefault: true,
    status: 'partly',
    because:
      'Whether the e-mail was sent is not ticked, the adviser who refers back has none (VR ¶5), and a line cannot turn it off.',
  },
  {
    id: 'F18',
    paragraphs: [],
    says: 'Reports count teams, never people, and have no targets.',
    bot: 'There is no report, and so none about a person.',
    carriedBy: {},
    productDefault: true,
    status: 'not yet',
    because: 'There are no reports.',
  },
]
