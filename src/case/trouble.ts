import { formatInstant, type Instant } from '../calendar/london.ts'
import { remedyOf } from './channel-faults.ts'
import { doubtWords } from './left-doubt-words.ts'
import type { PersonId, Team } from './people.ts'
import { personFaultWords } from './person-faults.ts'
import { placeWords } from './place-words.ts'
import type { RestsOn } from './rests-on.ts'

/** What Safehold cannot do and somebody has to know of. The words name places, codes and references, never a customer. */
export type TroubleKind =
  | 'message_refused'
  | 'message_stuck'
  | 'channel_shut'
  | 'person_unreachable'
  | 'slack_shut'
  | 'deadline_stuck'
  | 'dates_not_counted'
  | 'heartbeat_stopped'
  | 'feed_refused'
  | 'text_unreadable'
  | 'checkpoint_failed'
  | 'record_altered'
  | 'message_not_deleted'
  | 'message_left_behind'
  | 'leavers_unsure'
  | 'leavers_unseen'
  | 'settings_differ'

/**
 * `subject`: where or what, by ids. `code`: Slack's or ours. `ref`: of the case that it is about, if it is about one.
 * `shut`: the places that cannot be posted in at present. `people`: whom it is about, where a lead has to say something of them.
 */
export type TroubleWhat = {
  kind: TroubleKind
  subject: string
  code: string
  ref?: string | undefined
  shut?: readonly string[] | undefined
  people?: readonly PersonId[] | undefined
}

export type Trouble = TroubleWhat & {
  id: string
  openedAt: Instant
  closed: { at: Instant; by: PersonId; note: string } | null
}

/** What a person did about it. A choice and no free words: nothing about a customer can get in here. */
export const remedies = {
  told: 'I told the people it was for',
  step_taken: 'The step on the case is taken',
  put_right: 'I had the cause put right',
  they_left: 'They have left: their steps may go back to their teams',
  not_needed: 'Nothing was needed any more',
} as const

export type Remedy = keyof typeof remedies

/** The answers that fit: only where people seem to have left does one give their steps back. */
export const remediesFor = (kind: TroubleKind): Partial<typeof remedies> => {
  const { they_left, ...others } = remedies
  return kind === 'leavers_unsure' ? { they_left, put_right: others.put_right } : others
}

type Say = (of: TroubleWhat) => string
type Words = { what: Say; todo: string | Say; cured?: Say }

/** Those with `cured` end by themselves and say so; the others end when a person says what they did. */
const words: Record<TroubleKind, Words> = {
  message_refused: {
    what: ({ subject, code, shut }) =>
      `Slack refused a message for ${placeWords(subject)} for good (${code}). What it said is told in ${placeWords(rerouteOf(subject, shut))} instead`,
    todo: 'See that the people it was for know, and have the cause put right',
  },
  message_stuck: {
    what: ({ subject, code }) =>
      `A message for ${placeWords(subject)} has not gone through for over a minute (${code}). It is tried again and again`,
    todo: 'Until then tell the people there in another way',
    cured: ({ subject }) => `Messages go through to ${placeWords(subject)} again`,
  },
  channel_shut: {
    what: ({ subject, code, shut }) =>
      `Safehold cannot post in ${placeWords(subject)} (${code}). ${meanwhileWords(subject, shut)}`,
    todo: ({ code }) =>
      capital(
        remedyOf(code) ??
          'have the channel put right: private, not shared, not archived, with Safehold and none but colleagues in it',
      ),
    cured: ({ subject }) =>
      `${capital(placeWords(subject))} can be posted in again. What waited goes out now`,
  },
  person_unreachable: {
    what: ({ subject, code }) =>
      `${capital(placeWords(subject))} cannot be ${personFaultWords(code) === undefined ? 'reached in Slack' : 'told'} (${code}${becauseOf(code)}). What was for them is told to the team that has the case`,
    todo: ({ subject, code }) => unreachableTodo(subject, code),
  },
  slack_shut: {
    what: ({ code }) =>
      `Slack does not let Safehold in (${code}). Nothing can be posted until that is put right`,
    todo: "Have the app's token and permissions put right",
    cured: () => 'Slack lets Safehold in again. What waited goes out now',
  },
  deadline_stuck: {
    what: ({ ref, code }) => `A date of ${ref ?? 'a case'} has come and could not be told (${code})`,
    todo: 'Open the case and see what is due. Have the log looked at',
    cured: ({ ref }) => `The date of ${ref ?? 'the case'} that could not be told is told now`,
  },
  dates_not_counted: {
    what: ({ ref, code }) =>
      `The dates of ${ref ?? 'a case'} could not be counted by today's rules (${code}): they may be told on the wrong day`,
    todo: 'Open the case and check its dates by hand. Have the log looked at',
    cured: ({ ref }) => `The dates of ${ref ?? 'the case'} are counted by today's rules again`,
  },
  heartbeat_stopped: {
    what: ({ code }) => `Safehold's own check of itself has stopped (${code}): it may not be telling dates`,
    todo: 'Look through what is due by hand until this ends, and have the log looked at',
    cured: () => "Safehold's own check of itself works again",
  },
  feed_refused: {
    what: ({ code }) =>
      `The list of bank holidays from GOV.UK could not be used (${code}). The last good one stays in use`,
    todo: 'Have the address and the list looked at',
    cured: () => 'The list of bank holidays from GOV.UK can be used again',
  },
  text_unreadable: {
    what: ({ ref, code }) =>
      `What people wrote on ${ref ?? 'a case'} cannot all be read (${code}). Its hold, dates and steps stand as they are`,
    todo: 'Ask whoever wrote it what it said, and have the log looked at: the text or its key can be restored from a backup',
  },
  checkpoint_failed: {
    what: ({ code }) =>
      `No checkpoint of the record could be written for some hours (${code}). What somebody does to the database meanwhile may not be noticed`,
    todo: 'Have the folder of the checkpoints and the log looked at',
    cured: () => 'Checkpoints of the record are written again',
  },
  record_altered: {
    what: ({ code }) =>
      `The record is not as an earlier checkpoint saw it: entries are missing or were changed in the database (${code})`,
    todo: 'Have npm run audit run at once, which says which cases. Until then check holds with CEAST and not with Safehold',
  },
  message_not_deleted: {
    what: ({ subject, code }) =>
      `Messages of erased cases cannot be deleted in ${placeWords(subject)} (${code}). It is tried again and again`,
    todo: 'Let Safehold into the channel where they stand. See which they are with /concern retention',
    cured: ({ subject }) => `The messages of erased cases in ${placeWords(subject)} are deleted`,
  },
  message_left_behind: {
    what: ({ subject, code }) =>
      `Messages cannot be deleted in the channel that was once ${placeWords(subject)} (${code}). What is new goes to the channel of now; the old ones give references, steps and holds as they were then. It is tried again and again`,
    todo: 'Let Safehold into the old channel, or have what stands there deleted by hand. See which they are with /concern retention',
  },
  leavers_unsure: {
    what: ({ subject, code, people }) =>
      `${doubtWords(subject, code, people)} No step was given back to a team for it`,
    todo: 'Find out whether they have left, then close this with what you found. Until then see yourself to what is due for them',
  },
  leavers_unseen: {
    what: ({ code }) =>
      `For over an hour Slack has not said whether people with open steps are still colleagues (${code}). It is asked again and again`,
    todo: 'Until this ends see yourself to what is due for whoever has left',
    cured: () => 'Slack says again whether people with open steps are still colleagues',
  },
  settings_differ: {
    what: ({ code }) =>
      `Parts of Safehold run with different settings: they name different channels for ${code.startsWith('team:') ? placeWords(code) : 'a team or district'}, and perhaps for more. Messages go to the channel that the part started last names, and it may be the wrong one`,
    todo: 'Have it found out which settings are right, and all parts of Safehold restarted with them: the log names every place',
  },
}

/** What happened and what to do, in a line. */
export const troubleWords = (trouble: TroubleWhat): string => {
  const { what, todo } = words[trouble.kind]
  return `${what(trouble)}. ${typeof todo === 'string' ? todo : todo(trouble)}`
}

/** What is said when it has ended by itself. */
export const curedWords = (trouble: TroubleWhat): string =>
  words[trouble.kind].cured?.(trouble) ?? `Ended: ${words[trouble.kind].what(trouble)}`

/** Whether it ends by itself, so that nobody has to say what they did. */
export const curesItself = (kind: TroubleKind): boolean => words[kind].cured !== undefined

/** All of these: nobody closes them by hand. */
export const kindsThatCureThemselves = (Object.keys(words) as TroubleKind[]).filter(curesItself) // its keys

/** Whether a name read from the record is a kind of trouble that this version knows. */
export const isTroubleKind = (name: string): name is TroubleKind => Object.hasOwn(words, name)

/** Whether it is one of the answers to "What was done?". */
export const isRemedy = (name: string): name is Remedy => Object.hasOwn(remedies, name)

/** Asked about each working day of the leads for as long as it is open. */
export const stillOpenWords = ({ openedAt, ...trouble }: TroubleWhat & { openedAt: Instant }): string =>
  `Since ${formatInstant(openedAt)}: ${troubleWords(trouble)}`

/** What that rests on: that nothing is forgotten, and no paragraph. */
export const troubleRestsOn: RestsOn = {
  deadlines: [],
  rules: [{ rule: 'F16', what: 'What Safehold could not do' }],
}

/** Who is told: the leads; of their own channel, SPOC and CEAST; of what cannot be read, CEAST as well; of other settings, all three. */
export const toldOfTrouble = ({ kind, subject }: Pick<TroubleWhat, 'kind' | 'subject'>): Team[] => {
  if (kind === 'text_unreadable') return ['ceast', 'leads']
  // Whichever channel is the wrong one, it is not all three.
  if (kind === 'settings_differ') return ['leads', 'spoc', 'ceast']
  const isLeads = subject === 'team:leads' && (kind === 'channel_shut' || kind === 'message_stuck')
  return isLeads ? ['spoc', 'ceast'] : ['leads']
}

/** The code of a message whose reader may not know of the case any more (F15). */
export const keptOutCode = 'person_kept_out'

/**
 * What a message says, told elsewhere: where it could not be posted, and why. Short: what is too long is refused. Of somebody
 * who is kept out of the case it is not said who that is, nor that anybody is (F15).
 */
export const reroutedWords = (destination: string, code: string, words: string): string => {
  const said = words.slice(0, mostRerouted)
  if (code === keptOutCode) return `One colleague was to be told this, and now your team is: ${said}`
  const to = toPerson.test(destination) ? 'told to' : 'posted in'
  return `Could not be ${to} ${placeWords(destination)} (${code}): ${said}`
}

const mostRerouted = 800
const toPerson = /^(person|deputy|duty):/

/** Where what could not be told somewhere is told instead, the first of them that is open. */
const insteadOf = (destination: string): string[] =>
  (['leads', 'ceast', 'spoc', 'visiting', 'acssl'] satisfies Team[])
    .map(team => `team:${team}`)
    .filter(place => place !== destination)

/** The first place that is open; undefined while none is. */
export const openRerouteOf = (destination: string, shut: readonly string[] = []): string | undefined =>
  insteadOf(destination).find(place => !shut.includes(place))

/** Where it is told instead, or waits to be told while no place is open: with the leads; of the leads themselves with CEAST. */
export const rerouteOf = (destination: string, shut?: readonly string[]): string =>
  openRerouteOf(destination, shut) ?? openRerouteOf(destination) ?? destination

const becauseOf = (code: string): string => {
  const because = personFaultWords(code)
  return because === undefined ? '' : `: ${because}`
}

const unreachableTodo = (subject: string, code: string): string => {
  if (/^(deputy|duty):/.test(subject))
    return 'Name a colleague with a full account in the settings in their place'
  return isNeverColleague(code)
    ? 'Name a colleague with a full account in their place'
    : 'If they have left, have their open steps handed over'
}

/** Not somebody who has left, but who never should have been named. */
const isNeverColleague = (code: string): boolean => code.startsWith('person_')

const meanwhileWords = (subject: string, shut: readonly string[] = []): string => {
  const to = openRerouteOf(subject, shut)
  if (to === undefined) return 'No other channel can be posted in either: all messages for it wait'
  const passedOver = insteadOf(subject).slice(0, insteadOf(subject).indexOf(to))
  const because =
    passedOver.length === 0
      ? ''
      : `, because ${passedOver.map(placeWords).join(' and ')} cannot be posted in either`
  return `Urgent messages for it are told in ${placeWords(to)} meanwhile${because}; the others wait`
}

/** A message that has been tried so often has not gone through for over a minute. */
export const stuckAfterAttempts = 5

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
