import type { ModalView } from '@slack/types'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'

const verbs: readonly [string, string][] = [
  ['/concern', 'Raise a concern. You do not need proof or the right words.'],
  ['/concern check', 'Check an award before you do anything to it.'],
  ['/concern case ACS-2026-000123-K', 'Open a case by its reference.'],
  ['/concern mine', 'Cases that you raised, advise on or lead.'],
  ['/concern due', 'What is due for you and your teams.'],
  ['/concern holds', 'Every award on hold.'],
  ['/concern bring-in', 'SPOC and CEAST: bring in a case that began before Safehold.'],
  ['/concern help', 'This page.'],
]

/** What can be asked for, with words on top when something else was typed. */
export const helpView = (onTop: readonly Passage[] = []): ModalView =>
  showView({ title: 'Safehold' }, [
    ...onTop,
    { strong: 'If anyone is in immediate danger, ring 999 now.' },
    ...verbs.map(([verb, what]): Passage => ({ say: `\`${verb}\`\n${what}` })),
    {
      note: 'A National Insurance number is only ever typed in a form. If Safehold does not answer, ring the SPOC or CEAST: the written process goes on without it.',
    },
  ])
