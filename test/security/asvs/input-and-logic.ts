import { doesNotApply, type Entry, met, notMet, written } from './entry.ts'

/** V1, Encoding and sanitisation. V2, Validation and business logic. */
export const inputAndLogic: readonly Entry[] = [
  met('V1.1.1', 'decode input once, before it is checked', [
    'acceptance/bad-payloads :: a form whose hidden part is not what Safehold put there',
    'acceptance/signatures :: well signed but with %s: refused, nothing is recorded, and the process goes on',
  ]),
  met('V1.1.2', 'escape as the last step before output', [
    'slack/text :: nothing in our own words can ping or link, whatever slips into them',
    'pack/pack :: that is full shows every text, and none of them as markup',
  ]),
  met('V1.2.1', 'encode for the place where it is put', [
    'acceptance/hostile-words :: pings nobody, is nowhere read as a format, and comes back exactly, from every form',
    'pack/pack :: that is full shows every text, and none of them as markup',
  ]),
  met(
    'V1.2.2',
    'encode what goes into addresses, and let only safe ones through',
    [
      'slack/text :: a link ends where it should, whatever its label',
      'settings/read-settings :: a link is https, and without a password in it: not %s',
    ],
    'Nothing that a person types becomes an address; those of the settings file must be https',
  ),
  met(
    'V1.2.3',
    'encode what is built into JSON or scripts',
    ['acceptance/bad-payloads :: a form whose hidden part is not what Safehold put there'],
    'All JSON is written by JSON.stringify; no script is built',
  ),
  met(
    'V1.2.4',
    'no injection into the database',
    [
      'boundaries :: boundaries',
      'acceptance/hostile-words :: pings nobody, is nowhere read as a format, and comes back exactly, from every form',
    ],
    'Only src/store writes SQL, each statement one fixed text with parameters',
  ),
  doesNotApply(
    'V1.2.5',
    'no injection into the operating system',
    'No text of a person reaches a command: only the embedded database and tests start programs, with arguments of our own.',
  ),
  doesNotApply(
    'V1.2.6',
    'no injection into LDAP',
    'Safehold asks no LDAP directory: who somebody is comes from Slack.',
  ),
  doesNotApply('V1.2.7', 'no injection into XPath', 'There is no XML in Safehold.'),
  doesNotApply('V1.2.8', 'no injection into LaTeX', 'There is no LaTeX in Safehold.'),
  met(
    'V1.2.9',
    'escape what goes into a regular expression',
    ['case/national-insurance-number :: is noticed whatever stands between its characters'],
    'No regular expression is built from what a person typed',
  ),
  doesNotApply('V1.3.1', 'clean HTML that people write', 'Nobody can write HTML: every text is text.'),
  met('V1.3.2', 'no eval', ['boundaries :: boundaries'], 'There is none; the linter refuses it'),
  met('V1.3.3', 'clean and cut what goes into a risky place', [
    'slack/text :: clipping never leaves half a character',
    'acceptance/hostile-words :: 100,000 characters of %s are kept whole and can be read whole',
  ]),
  doesNotApply('V1.3.4', 'clean drawings that people send', 'No files are taken.'),
  met('V1.3.5', 'switch off markup in what people write', [
    'acceptance/hostile-words :: pings nobody, is nowhere read as a format, and comes back exactly, from every form',
  ]),
  met(
    'V1.3.6',
    'no request to where somebody else says',
    ['config :: refuses plain http to anywhere but this computer'],
    'Safehold calls Slack, PostgreSQL, Redis and one list of bank holidays, all from its settings; it never uses a response_url',
  ),
  doesNotApply(
    'V1.3.7',
    'no injection into templates',
    'There is no template language: views are built by functions.',
  ),
  doesNotApply('V1.3.8', 'no injection into JNDI', 'There is no Java in Safehold.'),
  doesNotApply('V1.3.9', 'no injection into memcache', 'There is no memcache in Safehold.'),
  doesNotApply(
    'V1.3.10',
    'no injection into format strings',
    'Nothing that a person typed is a format string: log messages are fixed texts.',
  ),
  doesNotApply('V1.3.11', 'no injection into mail', 'Safehold sends no mail: it shows words to copy.'),
  doesNotApply(
    'V1.4',
    'memory, strings and numbers that do not overflow',
    'JavaScript manages memory; there is no native code of ours.',
  ),
  doesNotApply('V1.5.1', 'safe XML parsers', 'There is no XML in Safehold.'),
  met(
    'V1.5.2',
    'take only known shapes out of what is sent',
    [
      'acceptance/bad-payloads :: what Safehold does not know',
      'settings/read-settings :: whatever is in it, it is taken or refused with words',
    ],
    'Everything from outside is parsed by a schema: settings, forms, hidden parts, jobs',
  ),

  written('V2.1.1', 'write down how each input is checked', 'docs/rules.md', [
    'rules/coverage :: names only what exists, and every rule and paragraph has its place',
  ]),
  written('V2.1.2', 'write down what must fit together', 'docs/process.md', [
    'process/diagram :: says of each step who may take it and what it rests on',
  ]),
  written('V2.1.3', 'write down the limits of what one person, and all, may do', 'docs/security.md', [
    'jobs/many-checks :: ten in an hour tell nobody, eleven tell the leads who and how many',
  ]),
  met('V2.2.1', 'check every input against what it may be', [
    'acceptance/bad-input :: that is %s is refused beside its field, and nothing else of the form is lost (F6)',
    'acceptance/bad-payloads :: to %s is asked for again beside it, and nothing is recorded',
  ]),
  met('V2.2.2', 'check where it cannot be bypassed', [
    'acceptance/bad-payloads :: an answer that the form does not offer',
    'acceptance/bad-payloads :: to a question whose answers come from the case is refused, and nothing is recorded',
  ]),
  met('V2.2.3', 'check what belongs together', [
    'acceptance/bad-input :: before the first visit is refused beside its date, and the form stays (F7)',
    'case/impossible-entries :: what cannot be is sent back beside its field, and nothing is recorded',
  ]),
  met(
    'V2.3.1',
    'no step before the one that comes before it',
    [
      'case/out-of-turn :: each thing in its time',
      'explore/explore :: $title: no counter-example to any theorem (R29, R32, R36, R40, R41, R42, F3, F5, F9, F16)',
    ],
    'Every state within stated bounds is gone through',
  ),
  met('V2.3.2', 'keep the limits of the business', [
    'explore/explore :: $title: no counter-example to any theorem (R29, R32, R36, R40, R41, R42, F3, F5, F9, F16)',
    'store/guards :: status %s is refused while a hold is open (VR ¶11)',
  ]),
  met('V2.3.3', 'all of a change, or nothing', [
    'store/guards :: a change that a guard refuses half-way writes nothing',
    'store/opening :: a change that lost to others nine times is given up, and nothing of it is written',
  ]),
  met('V2.3.4', 'nothing is given twice', [
    'store/two-people :: %s: one is recorded, and the other sees who was faster',
    'store/races :: the same form sent 20 times at once is one case, and every sender is told the same reference',
  ]),
  met('V2.3.5', 'two people for what weighs most', [
    'store/guards :: a release confirmed by the person who asked for it is refused (F3)',
    'acceptance/once :: who confirm a release: one does, and the other is told (F3)',
  ]),
  met(
    'V2.4.1',
    'notice automated use',
    ['jobs/many-checks :: ten in an hour tell nobody, eleven tell the leads who and how many'],
    'More than ten checks of awards in an hour are told to the leads. Raising a concern is never limited: that is deliberate, a limit could cost a life',
  ),
  notMet(
    'V2.4.2',
    'notice what is faster than a person',
    'Deliberately: a nonce makes a form count once, however fast; a real concern typed in haste must never be turned away.',
  ),
]
