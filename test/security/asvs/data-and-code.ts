import { doesNotApply, type Entry, met, notMet, written } from './entry.ts'

/** V14, Data protection. V15, Secure code. V16, Logging and errors. V17, WebRTC. */
export const dataAndCode: readonly Entry[] = [
  written('V14.1.1', 'know what is sensitive', 'docs/security.md', [
    'store/record :: no name, number or story is readable in any table',
  ]),
  written('V14.1.2', 'write down how each kind is protected', 'docs/security.md'),
  met('V14.2.1', 'nothing sensitive in an address', [
    'acceptance/bad-input :: given as /concern %s is not used, not repeated, and the answer says why (F6)',
  ]),
  met(
    'V14.2.2',
    'nothing sensitive left in caches',
    [
      'acceptance/leaks :: nothing of it is in a channel, a log, a queue or a table, over %s with queues on %s, whatever fails (F15)',
    ],
    'What is cached is who is in which team',
  ),
  met('V14.2.3', 'nothing to others', [
    'acceptance/leaks :: nothing of it is in a channel, a log, a queue or a table, over %s with queues on %s, whatever fails (F15)',
    'acceptance/restricted :: no channel says what could happen to whom',
  ]),
  met('V14.2.4', 'do what is written down', [
    'store/record :: no name, number or story is readable in any table',
    'store/view-log :: a view that was %s is found',
    'store/erasure :: is erased with its key, its texts and its place in the index, and its chain still verifies (F3)',
  ]),
  doesNotApply(
    'V14.2.5',
    'no cache that can be deceived',
    'Nothing that is served could be cached: no page, no files.',
  ),
  met(
    'V14.2.6',
    'show only what is needed',
    [
      'acceptance/access :: any colleague learns of a hold by the number, and nothing else of the case (F6, F15)',
      'acceptance/restricted :: no form shows what the case does not (F15)',
    ],
    'The number is shown whole to those who must compare it',
  ),
  met(
    'V14.2.7',
    'delete what is old',
    [
      'acceptance/retention :: is erased, and its messages are gone from every channel, also when Safehold is killed meanwhile',
      'jobs/retention :: is which cases are due, on a working morning, once a month however many workers sweep',
    ],
    'A person always confirms; nothing is erased by a clock alone',
  ),
  doesNotApply('V14.2.8', 'what files say about themselves', 'No files are taken.'),
  doesNotApply(
    'V14.3.1',
    'clear the browser',
    'There is no page of Safehold’s; what Slack’s client keeps is Slack’s.',
  ),
  doesNotApply(
    'V14.3.2',
    'no caching in browsers',
    'There is no page of Safehold’s that a browser could keep.',
  ),
  doesNotApply(
    'V14.3.3',
    'nothing sensitive kept in browsers',
    'As V14.3.1. The workbench keeps light or dark.',
  ),

  written('V15.1.1', 'write down how fast components are renewed', 'docs/deploy.md'),
  written('V15.1.2', 'a list of components', 'docs/sbom.json', [
    'supply/lockfile :: is in step with the lockfile',
    'supply/lockfile :: every package comes from the registry, in one version, with its hash, and runs nothing when it is installed',
  ]),
  written('V15.1.3', 'know what is slow, and what then happens', 'docs/figures.md', [
    'acceptance/unconfirmed :: stays open with what was typed, and pressed again is one case (D22)',
  ]),
  notMet(
    'V15.2.1',
    'nothing older than that',
    'Whoever runs it compares docs/sbom.json with what is published, by the times of docs/deploy.md; nothing in the project does.',
  ),
  met('V15.2.2', 'stay up when something is slow', [
    'acceptance/away-in-the-middle :: is named at /readyz, forms keep what was typed, and all goes on without a restart: %s',
  ]),
  met(
    'V15.2.3',
    'nothing of development where it runs',
    [
      'supply/lockfile :: what runs in production imports only what production installs',
      'boundaries :: boundaries',
    ],
    'The workbench’s code is in the image and does not open with a token',
  ),
  met('V15.3.1', 'give only the fields that are for somebody', [
    'acceptance/restricted :: no form shows what the case does not (F15)',
  ]),
  met('V15.3.2', 'follow no redirect', [
    'slack/client :: what is meant for Slack follows nobody to another address: %i',
    'jobs/bank-holidays :: that is %s changes nothing: the last good one stays, and it is said clearly',
  ]),
  met('V15.3.3', 'take only the fields that are asked for', [
    'acceptance/bad-payloads :: an answer that the form does not offer',
  ]),
  doesNotApply(
    'V15.3.4',
    'the address of somebody’s computer',
    'It is neither used nor logged: all requests come from Slack.',
  ),
  met(
    'V15.3.5',
    'know the type of everything',
    ['acceptance/bad-payloads :: is no reason to fail when the answers are no answers at all'],
    'TypeScript strict, and a schema for all that comes in',
  ),
  met(
    'V15.3.6',
    'no changing of what all objects have',
    ['acceptance/bad-payloads :: a form whose hidden part is not what Safehold put there'],
    'What comes in is parsed by schemas into objects of our own',
  ),
  doesNotApply(
    'V15.3.7',
    'one parameter given twice',
    'Bolt reads one payload; no parameter decides anything by itself.',
  ),

  written('V16.1.1', 'a list of what is logged', 'docs/security.md', [
    'log :: a log line carries only fields on the allow-list',
  ]),
  met('V16.2.1', 'when, where, who, what', [
    'store/view-log :: 20 views at once form one valid chain',
    'store/record :: the record alone gives the stored case',
  ]),
  met(
    'V16.2.2',
    'one clock, and its zone',
    ['store/reads :: comes with the time on the database clock'],
    'Instants in UTC by PostgreSQL’s clock',
  ),
  written('V16.2.3', 'logs go where it is written', 'docs/security.md', [], 'Standard error, nowhere else'),
  met('V16.2.4', 'logs that programs read', ['log :: a log line carries only fields on the allow-list']),
  met('V16.2.5', 'nothing sensitive in logs', [
    'acceptance/leaks :: nothing of it is in a channel, a log, a queue or a table, over %s with queues on %s, whatever fails (F15)',
  ]),
  notMet('V16.3.1', 'log each sign-in', 'Slack signs people in and has that log.'),
  met(
    'V16.3.2',
    'log each refusal and each look',
    [
      'acceptance/access :: by %s; each look is logged before it is given',
      'acceptance/access :: whoever is refused, whatever it is, is in the running log and counted, by who, what and why alone',
    ],
    'Looks, and refusals of a case or a step of it, are in the chain of views',
  ),
  met('V16.3.3', 'log attempts to get around', [
    'acceptance/signatures :: %s: 401, nothing is recorded, and it is counted',
    'acceptance/access :: whoever is refused, whatever it is, is in the running log and counted, by who, what and why alone',
  ]),
  met('V16.3.4', 'log what nobody expected', [
    'watch/readiness :: is said once a minute while it lasts, and again when it is over',
  ]),
  met(
    'V16.4.1',
    'no forged lines',
    ['log :: an object in an allowed field is not spelt out'],
    'JSON lines: a line end within a field stays within it',
  ),
  met('V16.4.2', 'logs that nobody can change', [
    'store/only-added-to :: as the role that the program works as',
    'store/audit/tampering :: as the owner of the database, with every trigger off',
  ]),
  met(
    'V16.4.3',
    'logs kept elsewhere too',
    [
      'store/audit/checkpoints :: show that the whole database was set back, and to which of them',
      'jobs/checkpoints :: are shown to the leads once a working day, by number, counts and the beginning of the root',
    ],
    'Checkpoints; copying the log lines elsewhere is the host’s',
  ),
  met('V16.5.1', 'errors that give nothing away', [
    'acceptance/start-refusals :: every malformed setting is named at once, with what to set it to and never its value',
    'acceptance/bad-payloads :: what Safehold does not know',
  ]),
  met('V16.5.2', 'safe when something outside fails', [
    'acceptance/gate :: nothing is shown, listed or decided, and a check gives the safe answer',
    'acceptance/faults :: ends: the process is up, posts catch up with the most severe first, and work goes on',
  ]),
  met('V16.5.3', 'fail closed', [
    'acceptance/gate :: nothing is shown, listed or decided, and a check gives the safe answer',
    'store/guards :: a change that a guard refuses half-way writes nothing',
  ]),
  met(
    'V16.5.4',
    'a last resort for errors',
    ['acceptance/bad-payloads :: is no reason to fail when the answers are no answers at all'],
    'What nothing caught ends the process in order, with its class and code; the supervisor starts it again',
  ),

  doesNotApply('V17.1', 'relays', 'There is no WebRTC in Safehold.'),
  doesNotApply('V17.2', 'media', 'There is no WebRTC in Safehold.'),
  doesNotApply('V17.3', 'signalling', 'There is no WebRTC in Safehold.'),
]
