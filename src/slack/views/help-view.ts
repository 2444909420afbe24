import type { ModalView } from '@slack/types'
import { labels } from '../labels.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { type Phones, spocOrCeast } from '../phone-words.ts'

const verbs: readonly [string, string][] = [
  ['/concern', 'Raise a concern. You do not need proof or the right words.'],
  ['/concern advice', 'Get advice, if you only want to understand the next step.'],
  ['/concern check', 'Check an award before you do anything to it.'],
  ['/concern case ACS-2026-000123-K', 'Open a case by its reference.'],
  ['/concern mine', 'Cases that you raised, advise on or lead.'],
  ['/concern due', 'What is due for you and your teams.'],
  ['/concern holds', 'Every award on hold.'],
  ['/concern guidance', 'The guidance, its dates and its links.'],
  ['/concern contacts', 'Contacts, sites, their Six Point Plans, and partners. Add an area or a site.'],
  ['/concern acssl', 'The ACSSL of each District. Add a District.'],
  ['/concern authorities', 'Police, crisis teams and social services by place. Add a place.'],
  ['/concern worklog', 'For CEAST and the leads: every case of CEAST’s with its last entry.'],
  ['/concern reports 30', 'For the teams: what was done in the last 30 days, in figures.'],
  ['/concern trouble', 'For the leads: what Safehold could not do and nobody has closed.'],
  ['/concern retention', 'For the leads: closed cases whose retention period is over.'],
  ['/concern bring-in', 'SPOC and CEAST: bring in a case that began before Safehold.'],
  ['/concern help', 'This page.'],
]

/** What can be asked for, with words on top when something else was typed. */
export const helpView = (phones: Phones, onTop: readonly Passage[] = []): ModalView =>
  showView({ title: 'Safehold' }, [
    ...onTop,
    { strong: 'If anyone is in immediate danger, ring 999 now.' },
    ...verbs.map(([verb, what]): Passage => ({ say: `\`${verb}\`\n${what}` })),
    { buttons: [{ label: labels.ask_for_advice, action: 'do:ask_for_advice', value: 'new' }] },
    {
      note: `A National Insurance number is only ever typed in a form. If Safehold does not answer, ring ${spocOrCeast(phones)}: the written process goes on without it.`,
    },
  ])
