import type { Rule } from '../rule.ts'

/** ME ¶12 to ¶15: Advanced Customer Support Senior Leaders (ACSSLs). */
export const seniorLeaders: readonly Rule[] = [
  {
    id: 'R18',
    paragraphs: ['ME ¶12'],
    says: 'ACSSLs in every Group and District support when the usual avenues are exhausted.',
    bot: "A referral names its district and, where it is known, its site, chosen where these are set, what is needed and what has been tried, ticked and in words. Leaving that blank blocks nothing, and the form says what then happens. A district with a channel of its own is told there. `/concern reports` counts referrals by district, with the kinds of concern that come back, and by site, with what had been tried there: a site that comes back shows, and never a person. `/concern acssl` shows each district with Group, channel, deputy and last check; everybody in a district's channel is an ACSSL.",
    carriedBy: {
      commands: ['refer_to_acssl'],
      guards: ['src/case/commands/acssl.ts', 'src/case/report/acssl.ts'],
      views: [
        'handlers/views/refer-to-acssl.ts',
        'src/slack/views/acssl-view.ts',
        'src/slack/district-channels.ts',
        'src/slack/views/report-view.ts',
      ],
    },
    productDefault: false,
    status: 'carried',
  },
  {
    id: 'R19',
    paragraphs: ['ME ¶13'],
    says: 'ACSSLs hold the relationships with partner organisations.',
    bot: '`/concern contacts` lists the partners of a district with the ACSSL who keeps each and when it was last verified, and warns after 90 days.',
    carriedBy: { views: ['src/slack/views/contacts-view.ts', 'src/slack/verified-words.ts'] },
    productDefault: true,
    status: 'carried',
  },
  {
    id: 'R20',
    paragraphs: ['ME ¶14'],
    says: 'Service issues that may cause negative experience are raised, understood and not repeated.',
    bot: 'With the award decision the adviser says whether our service caused or added to it. "Yes" asks the ACSSLs what can be learned, and chases it on the closed case. A learning item has its source, theme, root cause, recommendation, owner and date, and is chased until it is complete. `/concern reports` counts learning by theme, what was completed, and what came to its date and is open.',
    carriedBy: {
      commands: ['record_award_decision', 'record_learning', 'complete_learning'],
      deadlines: ['learning', 'learning_item'],
      guards: [
        'src/case/commands/learning.ts',
        'src/case/deadlines/around.ts',
        'src/case/evolve.ts',
        'src/case/report/after.ts',
      ],
      views: [
        'handlers/views/record-award-decision.ts',
        'handlers/views/record-learning.ts',
        'handlers/views/complete-learning.ts',
        'src/slack/disclosure-words.ts',
      ],
    },
    productDefault: true,
    status: 'carried',
  },
  {
    id: 'R21',
    paragraphs: ['ME ¶15'],
    says: 'CEAST triages all referrals for Advanced Support and considers escalation to an ACSSL.',
    bot: 'CEAST decides with a reason whether support is needed, and refers. Another team refers only as urgent, with why CEAST could not be asked, and CEAST is alerted.',
    carriedBy: {
      commands: ['record_support_decision', 'refer_to_acssl'],
      guards: ['src/case/commands/acssl.ts', 'src/case/permissions.ts'],
      views: ['handlers/views/record-support-decision.ts', 'handlers/views/refer-to-acssl.ts'],
    },
    productDefault: false,
    status: 'carried',
  },
]
