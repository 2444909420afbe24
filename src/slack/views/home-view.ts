import type { HomeView } from '@slack/types'
import { formatInstant, type Instant } from '../../calendar/london.ts'
import type { Refusal } from '../../case/refusal.ts'
import { limits } from '../limits.ts'
import type { ModalView } from '../modal.ts'
import { blocksOf, type Passage } from '../passage.ts'
import type { Phones } from '../phone-words.ts'
import { refusalView } from './refusal-view.ts'
import { troublePhone } from './trouble-view.ts'

/** A list as its command shows it, and the command that shows all of it. */
export type HomeList = { title: string; view: ModalView; command: string }

/** What stands around the lists, and around each of them. */
const around = { all: 5, each: 3 }

/** What somebody sees in App Home: the way to raise a concern, then holds, then what is due. */
export const homeView = (lists: readonly HomeList[], now: Instant): HomeView =>
  home([
    ...blocksOf(first),
    ...lists.flatMap(listed(Math.floor((limits.viewBlocks - around.all) / lists.length) - around.each)),
    ...blocksOf([
      { rule: true },
      { note: `As it was at ${formatInstant(now)}` },
      { buttons: [{ label: 'Look again', action: 'do:show_home', value: 'home' }] },
    ]),
  ])

/** Whom Safehold does not answer sees why, and nothing of any case. */
export const refusedHome = (refusal: Refusal): HomeView => home(refusalView(refusal).blocks)

/** What could not be found out is not shown, and what was shown before is taken away: it may no longer be true. */
export const troubleHome = (reference: string, phones: Phones, more: readonly Passage[] = []): HomeView =>
  home(
    blocksOf([
      ...more,
      { strong: 'Safehold cannot show your cases now.' },
      { say: 'Open this tab again in a moment. Until you see the holds, treat every award as on hold.' },
      { say: troublePhone(phones) },
      { note: `Reference: ${reference}` },
    ]),
  )

type Blocks = HomeView['blocks']

const home = (blocks: Blocks): HomeView => ({ type: 'home', blocks })

const first: readonly Passage[] = [
  { strong: 'If anyone is in immediate danger, ring 999 now.' },
  {
    buttons: [
      { label: 'Raise a concern', action: 'do:raise_concern', value: 'home', style: 'primary' },
      { label: 'Check an award', action: 'do:check_award', value: 'home' },
    ],
  },
]

const listed =
  (mostBlocks: number) =>
  ({ title, view, command }: HomeList): Blocks => [
    ...blocksOf([{ rule: true }, { strong: title }]),
    ...view.blocks.slice(0, mostBlocks),
    ...(view.blocks.length > mostBlocks
      ? blocksOf([{ say: `There is more. See all of it with ${command}` }])
      : []),
  ]
