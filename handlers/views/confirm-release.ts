import { formatInstant } from '../../src/calendar/london.ts'
import { refusalToConfirm } from '../../src/case/commands/release.ts'
import { notYet } from '../../src/case/refusal.ts'
import { holdPassage } from '../../src/slack/case-words.ts'
import { checkboxes } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { releaseGroundWords } from '../../src/slack/words.ts'
import { caseForm, type FormCase } from '../form.ts'
import { linkedHoldWords } from '../quotes.ts'

const nothingToConfirm = notYet(
  'There is no release to confirm: something changed on the case since it was asked for',
  'F3',
  'Look at the case, then ask for the release again',
  'The hold stays',
)

/** The second person confirms one version of the case, with the ground, the advice and what it ends in view (F3). */
export const confirmRelease = caseForm({
  command: 'confirm_release',
  title: 'Confirm release',
  submit: 'Confirm release',
  done: 'Release confirmed',
  notNow: ({ case: c, actor, linked }) =>
    c.release ? refusalToConfirm(c, c.release.by, actor, linked) : nothingToConfirm,
  reads: c => [c.release?.advice],
  unread: notYet(
    'The advice that the release rests on cannot be read, so the release cannot be confirmed',
    'F3',
    'Try again in a minute',
    'Ask the person who asked for the release to ask again with the advice: CEAST and the leads have been told if it is damaged',
    'The hold stays',
  ),
  intro: o => releaseWords(o),
  fields: () => ({
    read: checkboxes({
      label: 'Before you confirm',
      missing: 'Confirm that you have read the advice and looked at the case',
      options: [
        {
          value: 'yes',
          label: 'I have read the advice and looked at the case',
          description: 'I did not ask for this release and did not raise the concern',
        },
      ],
    }),
  }),
  // Without a request there is no number 0 either: the decision refuses it.
  toCommand: (_values, { case: c }) => ({ kind: 'confirm_release', request: c.release?.seq ?? 0 }),
})

const releaseWords = (o: FormCase): Passage[] => {
  const { case: c, texts } = o
  const { release } = c
  if (!release) return []
  const advice = texts[release.advice]
  const ends = c.holds.filter(hold => release.holds.includes(hold.id))
  const stays = c.holds.filter(hold => hold.releasedBy === undefined && !release.holds.includes(hold.id))
  return [
    { say: `Asked for by ${personWords(release.by)}, ${formatInstant(release.at)}` },
    { say: `Ground: ${releaseGroundWords[release.ground]}` },
    { strong: 'It ends' },
    ...ends.map(hold => holdPassage(c, hold)),
    ...(stays.length > 0 ? [{ strong: 'These stay' }, ...stays.map(hold => holdPassage(c, hold))] : []),
    ...linkedHoldWords(o),
    ...(advice === undefined ? [] : [{ label: 'Advice', quote: advice }]),
  ]
}
