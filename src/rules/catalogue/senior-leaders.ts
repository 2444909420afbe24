import type { Rule } from '../rule.ts'

/** ME ¶12 to ¶15: Advanced Customer Support Senior Leaders (ACSSLs). */
export const seniorLeaders: readonly Rule[] = [
  {
    id: 'R18',
    paragraphs: ['ME ¶12'],
    says: 'ACSSLs in every Group and District support when the usual avenues are exhausted.',
    bot: 'A referral names its district, what is needed and what has been tried. Leaving that blank blocks nothing, and the form says what then happens. "/concern reports" counts referrals by district, with the kinds of concern that come back by district and benefit.',
    carriedBy: {
      commands: ['refer_to_acssl'],
      guards: ['src/case/commands/acssl.ts', 'src/case/report/acssl.ts'],
      views: ['handlers/views/refer-to-acssl.ts', 'src/slack/views/report-view.ts'],
    },
    productDefault: false,
    status: 'partly',
    because: 'One channel serves every district, and no report goes down to sites, which no case names.',
  },
  {
    id: 'R19',
    paragraphs: ['ME ¶13'],
    says: 'ACSSLs hold the relationships with partner organisations.',
    bot: 'Nothing.',
    carriedBy: {},
    productDefault: false,
    status: 'not yet',
    because: 'There is no directory of partners with an owner and a date of last check.',
  },
  {
    id: 'R20',
    paragraphs: ['ME ¶14'],
    says: 'Service issues that may cause negative experience are raised, understood and not repeated.',
    bot: 'Nothing.',
    carriedBy: {},
    productDefault: false,
    status: 'not yet',
    because: 'Nobody is asked on closing whether our service added to it, and there are no learning items.',
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
