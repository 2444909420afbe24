import { doesNotApply, type Entry, met, notMet, written } from './entry.ts'

const slackSignsIn =
  'Safehold knows no passwords and signs nobody in: Slack does, with the department’s own identity provider, and says in each signed request who acts.'
const noSessions = 'Safehold keeps no sessions: each request is authorised by itself.'
const noTokens = 'Safehold issues no tokens and takes none from people.'
const noOauth = 'Safehold is installed in one workspace with a token of its own; there is no OAuth in it.'

/** V6, Authentication. V7, Sessions. V8, Authorisation. V9, Tokens. V10, OAuth. */
export const people: readonly Entry[] = [
  doesNotApply('V6.1', 'write down how passwords are protected', slackSignsIn),
  doesNotApply('V6.2', 'passwords', slackSignsIn),
  doesNotApply('V6.3.1', 'no guessing of passwords', slackSignsIn),
  met('V6.3.2', 'no accounts that are there by default', [
    'secrets :: a database with a real token is not opened by the password %s',
  ]),
  notMet(
    'V6.3.3',
    'more than one factor',
    'Slack’s and the department’s to set; Safehold cannot see with how many factors somebody signed in. docs/deploy.md says to demand it.',
  ),
  met('V6.3.4', 'every way in is as strong', ['acceptance/signatures :: a request that Slack did not sign']),
  doesNotApply('V6.4', 'the life of passwords and factors', slackSignsIn),
  doesNotApply('V6.5', 'second factors', slackSignsIn),
  doesNotApply('V6.6', 'codes by another way', slackSignsIn),
  doesNotApply(
    'V6.8.1',
    'the same name from two identity providers',
    'There is one: the workspace that the token belongs to.',
  ),
  met(
    'V6.8.2',
    'check the signature of who somebody is',
    [
      'acceptance/signatures :: well signed but with %s: refused, nothing is recorded, and the process goes on',
    ],
    'Over Socket Mode Slack says so on a connection that only the app’s own token opens',
  ),
  doesNotApply('V6.8.3', 'SAML', 'There is no SAML in Safehold.'),
  notMet(
    'V6.8.4',
    'ask how somebody signed in',
    'Slack does not say. The least that is assumed: somebody is who Slack says they are.',
  ),

  doesNotApply('V7.1', 'write down how long sessions last', noSessions),
  doesNotApply('V7.2.1', 'check sessions behind the scenes', noSessions),
  doesNotApply('V7.2.2', 'tokens made for the session', noSessions),
  doesNotApply('V7.2.3', 'tokens that cannot be guessed', noSessions),
  doesNotApply('V7.2.4', 'a new token at each sign-in', noSessions),
  doesNotApply('V7.3', 'the end of a session', noSessions),
  doesNotApply('V7.4.1', 'a session that has ended stays so', noSessions),
  met('V7.4.2', 'who is switched off is out', [
    'handlers/gate :: asks anew at once about whom and what Slack tells of (F15)',
    'acceptance/leavers :: does nothing more at once; their steps go back, the leads are told, and the hold stays (F15, F16)',
  ]),
  doesNotApply('V7.4.3', 'end other sessions', noSessions),
  doesNotApply('V7.4.4', 'a way to sign out', noSessions),
  met(
    'V7.4.5',
    'somebody can be shut out by an administrator',
    ['acceptance/gate :: whoever has left opens and decides nothing; who raised it still does'],
    'Taking somebody out of a channel ends their role',
  ),
  doesNotApply('V7.5.1', 'sign in again before changing the account', slackSignsIn),
  doesNotApply('V7.5.2', 'see one’s sessions', noSessions),
  doesNotApply('V7.6', 'sessions of an identity provider', noSessions),

  written('V8.1.1', 'write down who may do what', 'docs/process.md', [
    'process/diagram :: says of each step who may take it and what it rests on',
  ]),
  written('V8.1.2', 'write down who may see which part', 'docs/access.md', [
    'acceptance/restricted :: a case in which a child could be harmed is read by those who need it (F15, R8, D19)',
  ]),
  written(
    'V8.1.3',
    'write down what else counts',
    'docs/security.md',
    [],
    'Who acts, in which workspace, in which teams, their part in the case and the state of the case. Neither place, device nor time of day counts',
  ),
  written(
    'V8.1.4',
    'write down how that is used',
    'docs/security.md',
    [],
    'As V8.1.3; the one threshold is ten checks of awards in an hour',
  ),
  met('V8.2.1', 'what somebody may do is said, the rest is refused', [
    'acceptance/access :: each step is for whom the guidance names: the others are told the rule, who may and what to do',
    'case/roles :: only the clock passes a deadline, tells of bank holidays or returns steps, and it does nothing else (F16)',
  ]),
  met('V8.2.2', 'no case by naming it', [
    'acceptance/bad-payloads :: naming %s gives no access to it, in the same words',
    'acceptance/bad-payloads :: naming another person’s case as the one to open adds nothing to it and shows nothing of it',
  ]),
  met('V8.2.3', 'no part of a case that is not for them', [
    'acceptance/restricted :: no form shows what the case does not (F15)',
    'acceptance/access :: any colleague learns of a hold by the number, and nothing else of the case (F6, F15)',
  ]),
  notMet(
    'V8.2.4',
    'react to place, device or time',
    'Slack tells an app none of it. Unusual checks of awards are told to the leads; all else is the department’s to set in Slack.',
  ),
  met('V8.3.1', 'decide where it cannot be bypassed', [
    'acceptance/bad-payloads :: is theirs, with their own role only',
    "store/guards :: the database's own guards",
  ]),
  met(
    'V8.3.2',
    'what changes counts at once',
    [
      'acceptance/gate :: and a minute at most: what Slack said is forgotten after sixty seconds',
      'handlers/gate :: asks anew at once about whom and what Slack tells of (F15)',
    ],
    'At once where Slack tells of it, else within a minute',
  ),
  met('V8.3.3', 'by the rights of the person, not of the program', [
    'acceptance/bad-payloads :: is theirs, with their own role only',
  ]),
  written(
    'V8.4.1',
    'tenants do not meet',
    'docs/access.md',
    [],
    'One installation serves one workspace; people of others are refused',
  ),
  notMet(
    'V8.4.2',
    'several layers before administration',
    'An operator’s commands need the host, the database and the data key; what stands before the host is the department’s.',
  ),

  doesNotApply('V9.1', 'tokens that speak for themselves', noTokens),
  doesNotApply('V9.2', 'what is in such tokens', noTokens),
  doesNotApply('V10.1', 'OAuth', noOauth),
  doesNotApply('V10.2.1', 'OAuth', noOauth),
  doesNotApply('V10.2.2', 'OAuth', noOauth),
  doesNotApply('V10.3.1', 'OAuth', noOauth),
  doesNotApply('V10.3.2', 'OAuth', noOauth),
  doesNotApply('V10.3.3', 'OAuth', noOauth),
  doesNotApply('V10.3.4', 'OAuth', noOauth),
  doesNotApply('V10.4', 'OAuth', noOauth),
  doesNotApply('V10.5', 'OAuth', noOauth),
  doesNotApply('V10.6', 'OAuth', noOauth),
  doesNotApply('V10.7', 'OAuth', noOauth),
]
