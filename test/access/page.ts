import type { CommandKind } from '../../src/case/commands.ts'
import { whoMay } from '../../src/case/permissions.ts'
import { labels } from '../../src/slack/labels.ts'
import { mayDo, mayRun, type ReadName, reads, sight, type Situation, situations, texts } from './cells.ts'
import { type Entrance, entrances, kindNames, type Outcome, wireFor } from './kinds.ts'
import { everybody, type Role } from './parts.ts'

export const accessPage = 'docs/access.md'

type Row = readonly string[]
const table = (heads: Row, rows: readonly Row[]): string =>
  [heads, heads.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')

const columns: Readonly<Record<Exclude<Role, 'new_triage'> | 'customer', string>> = {
  triage: 'SPOC',
  visiting: 'DWP Visiting',
  ceast: 'CEAST',
  acssl: 'ACSSL',
  leads: 'Leads',
  raiser: 'Raiser',
  adviser: 'Named adviser',
  line_manager: 'Line manager',
  duty_contact: 'Duty contact',
  action_owner: 'Owner of an action',
  email_sender: 'Sender of an e-mail',
  learning_owner: 'Owner of learning',
  outsider: 'Any colleague',
  customer: 'The customer, if a colleague',
}
// Keys of tables over all of them, whose types Object.keys forgets.
const roles = Object.keys(columns) as (keyof typeof columns)[]
const commands = Object.keys(labels) as CommandKind[]
const readNames = Object.keys(reads) as ReadName[]
const cases = Object.keys(situations) as Situation[]
const yes = (may: boolean): string => (may ? 'yes' : '–')

/** Everything that can be sent, with what came of it for each kind of person. */
export const sentByAll = async (): Promise<{ entrance: Entrance; outcomes: Outcome[] }[]> => {
  const all = entrances()
  const found = all.map(entrance => ({ entrance, outcomes: [] as Outcome[] }))
  for (const kind of kindNames) {
    const send = await wireFor(kind)
    for (const one of found) one.outcomes.push(await send(one.entrance))
  }
  return found
}

const kindRows = async (): Promise<Row[]> => {
  const groups = new Map<string, string[]>()
  for (const { entrance, outcomes } of await sentByAll()) {
    const [what = '', ...name] = entrance.name.split(' ')
    const key = JSON.stringify([
      what,
      ...outcomes.map(({ isRefused }) => (isRefused ? 'refused' : 'answered')),
    ])
    groups.set(key, [...(groups.get(key) ?? []), `\`${name.join(' ')}\``])
  }
  return [...groups].map(([key, names]) => {
    const [what = '', ...outcomes] = JSON.parse(key) as string[]
    return [`${what}: ${names.join(', ')}`, ...outcomes]
  })
}

const commandRows = (): Row[] =>
  commands.map(kind => [labels[kind], ...roles.map(role => yes(mayDo(kind, role))), whoMay(kind).rule ?? ''])

const readRows = async (): Promise<Row[]> => {
  const members = roles.filter(role => role !== 'customer')
  return Promise.all(
    readNames.map(async name => [
      name,
      ...(await Promise.all(members.map(async role => yes(await mayRun(name, role))))),
    ]),
  )
}

const textRows = (situation: Situation): Row[] => {
  const readable = new Map(roles.map(role => [role, texts(role, situation)]))
  const all = [...new Set([...readable.values()].flat())]
  return all.map(label => [label, ...roles.map(role => yes(readable.get(role)?.includes(label) === true))])
}

const heads = roles.map(role => columns[role])

/** The page, each cell from the gate, the handlers or the core as they answer now. */
export const pageOf = async (): Promise<string> => `# Who may do and see what

<!-- Made by \`npm run access -- --write\` by asking the gate, the handlers and the core. Do not edit. -->

Everything that Slack sends is looked at twice. First, before any listener: where it comes from. One installation serves one workspace, that of its bot token, learned from Slack at every start; a token of a whole organisation is refused at the start. A press, form, command or App Home that names another workspace or organisation, as the place, as the person's own or as the view's, is answered with 999 and whom to ring, and does nothing. Then, for everything but the list below, who the person is: asked of Slack, kept for a minute at most, and closed when Slack does not say within 800 ms.

Being a member of a team's private channel is the role. The parts in a case (who raised it, the named adviser and so on) come from the case itself and are looked at with every press.

## Kinds of people

"answered" means that the program went on: a person with no role and no part then still sees nothing of any case. Each kind of person is in every team's channel here, so that nothing but their kind refuses them.

Raising and adding a concern, asking for advice and saying that somebody is in danger wait for no look-up: any individual may, at any stage (VR Note after ¶4), and a concern that is lost costs more than one too many. A guest's concern is therefore recorded; they see its reference and nothing else. Slack takes no press from a switched-off account; somebody of another organisation whose workspace is named in what Slack sends is refused here too.

${table(['sent', ...kindNames], await kindRows())}

Safehold has no menu whose options it gives while somebody types: such a question from this workspace has no answer, and one from another gets an empty list. Closing a view is not listened to.

## Steps

On a case of Access to Work in which each has a part, whatever state it is in. ${columns.outsider}: somebody with no role and no part. The last column is the rule that names them. A dash is refused with that rule, who may, and what to do instead.

${table(['step', ...heads, 'rule'], commandRows())}

## How much of a case

${table(
  ['a case', ...heads],
  cases.map(situation => [situation, ...roles.map(role => sight(role, situation))]),
)}

- **all**: SPOC, CEAST, DWP Visiting, ACSSL and the leads while the case is not restricted, and the named adviser while the case is with them: the hold, people, dates, everything typed, linked cases and the whole timeline.
- **visit**: DWP Visiting on a restricted case: the hold and status, the address, the risk to staff, whether it is safe to leave a letter, and how to reach the customer safely. Nothing of the concern.
- **release**: another CEAST team that is asked to confirm: the hold and the advice that goes with the release.
- **advice**: the named adviser while others have the case: the hold, CEAST's advice, their own words, and the pack once the case comes back.
- **status**: teams that do not need a restricted case: the hold, with whom the case is and what is due. Never why.
- **own_words**: whoever raised it, or has one action, e-mail or learning item: the hold and status, what they wrote themselves, and what they are to do. No other case of the customer.
- **reference**: a line manager and the duty contact: that the case exists and who raised it. No date, and not the hold's reason.
- **nothing**: any other colleague, and the customer if they are a colleague, whatever their role and also through a linked case: the same words as for a reference that does not exist.

A check by National Insurance number is for any colleague: whether a hold is recorded and whom to ring, logged; more than ten in an hour are told to the leads. A restriction hides content, never the hold.

## What people typed, by whom it may be read

${cases.map(situation => `### ${situation}\n\n${table(['text', ...heads], textRows(situation))}`).join('\n\n')}

## Lists and pages

A colleague who is the customer of a case finds it in none of them. Every look is logged before it is given.

${table(['page', ...roles.filter(role => role !== 'customer').map(role => columns[role])], await readRows())}

The chronology of a case (\`npm run pack\`) is printed by whoever operates the server, and by nobody in Slack.
`

/** So that no role is left out of the page unseen. */
export const uncovered = (): Role[] =>
  everybody.filter(role => role !== 'new_triage' && !roles.includes(role))
