import { readFileSync, writeFileSync } from 'node:fs'
import { limits, limitWords, type SlackLimit } from '../../src/slack/limits.ts'
import { botScopes } from '../../src/slack/manifest.ts'
import { eventTable } from '../../src/workbench/events.ts'
import { faultKinds } from '../../src/workbench/faults/kinds.ts'
import { interactionTable } from '../../src/workbench/interactions.ts'
import { methods } from '../../src/workbench/web-api/methods.ts'
import { postsAtOnce, tiers } from '../../src/workbench/web-api/rates.ts'
import { readSourceFiles } from './source-files.ts'
import { readTitles, type TestTitle } from './test-titles.ts'
import { testsNaming } from './wire-tests.ts'

export const wirePage = 'docs/workbench.md'

/** `npm run wire`: fails for something on the wire that no test names and for a page that is out of date; `--write` makes it. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const unknown = args.filter(arg => arg !== '--write')
  if (unknown.length > 0) {
    process.stderr.write(`"npm run wire" knows --write only, not ${unknown.join(' ')}.\n`)
    return 2
  }
  const titles = readTitles('test')
  for (const name of untested(titles)) process.stdout.write(`No test names ${name}\n`)
  const page = pageOf(titles)
  if (args.includes('--write')) writeFileSync(wirePage, page)
  else if (page !== readFileSync(wirePage, 'utf8')) {
    process.stdout.write(`${wirePage} is out of date. Make it anew: npm run wire -- --write\n`)
    return 1
  }
  return untested(titles).length === 0 ? 0 : 1
}

/** Everything on the wire that a test has to name. */
const wire: readonly string[] = [
  ...methods.keys(),
  'apps.connections.open',
  ...Object.keys(interactionTable),
  ...Object.keys(eventTable),
  ...faultKinds.map(({ id }) => `fault ${id}`),
]

export const untested = (titles: readonly TestTitle[]): string[] =>
  wire.filter(name => testsNaming(name, titles).length === 0)

type Row = readonly string[]

const table = (heads: Row, rows: readonly Row[]): string =>
  [heads, heads.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')

const code = (name: string): string => `\`${name}\``

/** The page, from the tables in the code and the titles of the tests. */
export const pageOf = (titles: readonly TestTitle[]): string => {
  const proof = (name: string): string =>
    testsNaming(name, titles)
      .slice(0, 2)
      .map(({ title }) => title.replaceAll('|', '\\|'))
      .join('; ')
  // The keys of these tables, whose type Object.keys forgets.
  const limitNames = Object.keys(limitWords) as SlackLimit[]
  return `# The workbench

<!-- Made by \`npm run wire -- --write\` from src/workbench, src/slack and the titles of the tests. Do not edit. -->

The workbench stands in for Slack on this computer: the Web API, Socket Mode, signed HTTP, and a page with made-up people. Safehold does not know it from Slack. It is as strict as Slack where Slack's documents say how strict that is, and stricter where they leave a mistake unseen: an argument or a property that it does not know is refused. What was never seen on a real workspace is said below.

## Methods

The app may call what its scopes allow, and they are those of the manifest: ${Object.keys(botScopes).map(code).join(', ')}. \`read\` and \`history\` stand for the scope of the kind of conversation, such as \`groups:read\`.

${table(
  ['method', 'scope', 'tier', 'takes', 'simpler than Slack', 'tests'],
  [...methods].map(([name, { scope, tier, takes, simpler = '' }]) => [
    code(name),
    scope === undefined ? 'none' : code(scope),
    String(tier),
    takes.map(code).join(' '),
    simpler,
    proof(name),
  ]),
)}

\`apps.connections.open\` takes the app-level token and gives an address that works once. Tests: ${proof('apps.connections.open')}.

Refusals carry Slack's codes: ${refusalCodes().map(code).join(', ')}.

## What a click sends

${table(
  ['payload', 'when', 'what the person sees if no answer comes in 3 seconds', 'tests'],
  Object.entries(interactionTable).map(([name, { when, late }]) => [code(name), when, late, proof(name)]),
)}

A trigger id works once, for 3 seconds. Three views fit on top of each other. A response_url takes five answers in half an hour.

## Events

The app hears only of what its manifest subscribes to. An event that is not taken is sent again at once, after a minute and after five, with the same event id and with the reason: \`X-Slack-Retry-Num\` and \`X-Slack-Retry-Reason\` over HTTP, \`retry_attempt\` and \`retry_reason\` over Socket Mode. \`X-Slack-No-Retry: 1\` ends it.

${table(
  ['event', 'when', 'tests'],
  Object.entries(eventTable).map(([name, when]) => [code(name), when, proof(name)]),
)}

## How many calls

${table(
  ['tier', 'calls of one method in a minute'],
  Object.entries(tiers).map(([tier, most]) => [tier, String(most)]),
)}

\`chat.postMessage\` takes about one message a second in each channel, after ${postsAtOnce} at once. Above a limit the answer is 429 with \`Retry-After\` in whole seconds, to that method alone. Three settings: \`channel\` (the default) keeps the limit of each channel only, \`strict\` keeps the tiers as well, \`off\` keeps none; tests choose when they start the workbench, and \`POST /workbench/rate-limits\` with \`{"mode": "strict"}\` changes it while it runs.

Simplified: Slack calls its tiers "at least so many" and lets short bursts through, without saying how many; here each tier is a bucket that holds a minute's calls and fills up evenly. There is no limit for the workspace as a whole, and none on events.

## Block Kit

One check, in the workbench and before a message leaves the outbox. Each limit is tested at, below and above its number in \`test/slack/block-kit.test.ts\`. Block types that Safehold does not use (tables, cards, videos, files and others) are refused as unsupported.

${table(
  ['most', 'of'],
  limitNames.map(name => [limits[name].toLocaleString('en-GB'), limitWords[name]]),
)}

## Faults

Started in the drawer of the page, or by HTTP on the workbench's own address, which takes nothing from other computers and no page of another site:

- \`GET /workbench/faults\` lists what can go wrong, and what is going wrong now and how often it struck;
- \`POST /workbench/faults\` with \`{"kind": "accept-then-reset", "method": "chat.postMessage", "count": 1}\` starts one, and answers with its id;
- \`POST /workbench/faults/end\` with \`{"id": "..."}\` ends one, and with \`{}\` all of them.

Without \`count\`, or \`ms\` where it says how long, a fault goes on until it is ended. Faults strike in the order in which they were started, one at a time, and each strike is in the log.

${table(
  ['fault', 'what happens', 'takes', 'tests'],
  faultKinds.map(({ id, label, happens, takes }) => [
    `${label} (${code(id)})`,
    happens,
    takes.map(code).join(' '),
    proof(`fault ${id}`),
  ]),
)}

## Not verified against a real workspace

- That a trigger id lives exactly 3 seconds, and the pauses before an event is sent again: both are what Slack's libraries and third parties say.
- The total of ${limits.messageTotal.toLocaleString('en-GB')} characters in one message: Slack does not document it; people met it between 12,000 and 13,200.
- How many messages at once Slack lets into a channel before it limits them.
- How long before the end of a connection Slack warns of it, and how calls are answered in an outage: the faults are made from what Slack's status page and its libraries tell.
- Whether the words beside a field stay when the app updates the form after them: here they go.
- Which scope Slack names when a conversation of another kind is asked for.
`
}

/** Every code that a call may be refused with, as the code has them. */
const refusalCodes = (): string[] => {
  const found = readSourceFiles('src/workbench').flatMap(({ code: text }) => [
    ...text.matchAll(
      /(?:new SlackRefusal|refuseProblems|parseJson|jsonArg|objectArg|ownMessage)\([^)']*'([a-z_]+)'/g,
    ),
    ...text.matchAll(/, '(invalid_\w+|cant_\w+)'\)/g),
  ])
  return [...new Set(found.flatMap(([, name]) => name ?? []))].filter(name => name.includes('_')).sort()
}
