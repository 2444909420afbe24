import { doesNotApply, type Entry, met } from './entry.ts'

const noPage =
  'Safehold serves no page: people use Slack. The workbench has one, for development, on 127.0.0.1 only, and does not open with a Slack token.'
const noCookies = 'No cookies are set, anywhere.'
const noFiles = 'No file is taken from anybody, and none is served.'
const noSocketServer = 'Safehold opens no WebSocket to anybody: it is the client of Slack’s.'

/** V3, Web front end. V4, API and web service. V5, File handling. */
export const webAndFiles: readonly Entry[] = [
  doesNotApply('V3.2.1', 'no answer is shown as something else', noPage),
  met('V3.2.2', 'show text as text', [
    'pack/pack :: that is full shows every text, and none of them as markup',
  ]),
  doesNotApply('V3.3', 'cookies', noCookies),
  doesNotApply('V3.4.1', 'HSTS', `${noPage} TLS ends in front of Safehold.`),
  doesNotApply('V3.4.2', 'CORS', 'No header lets another origin in, and there is no page to read with.'),
  met('V3.4.3', 'a content security policy', [
    'pack/pack :: fetches nothing and runs nothing',
    'workbench/wire-hostile :: serves its page with a strict policy',
  ]),
  doesNotApply('V3.4.4', 'no guessing of types', `${noPage} The workbench’s page says nosniff.`),
  doesNotApply('V3.4.5', 'a referrer policy', `${noPage} A pack says no-referrer.`),
  doesNotApply('V3.4.6', 'no frames around it', noPage),
  doesNotApply(
    'V3.5.1',
    'no requests by way of a browser',
    'What Slack sends is signed; a browser cannot sign.',
  ),
  doesNotApply(
    'V3.5.2',
    'no way around the preflight',
    'What Slack sends is signed, as for V3.5.1; there is no preflight to go around.',
  ),
  met('V3.5.3', 'what changes something is a POST', [
    'handlers/http-server :: what is hostile gets an answer, a closed connection, and never reaches the handlers',
  ]),
  doesNotApply('V3.5.4', 'other applications on other hosts', noPage),
  doesNotApply('V3.5.5', 'messages between windows', noPage),
  doesNotApply('V3.7.1', 'no outdated browser techniques', noPage),
  doesNotApply('V3.7.2', 'redirect only where it is allowed', 'Safehold redirects nobody.'),

  met('V4.1.1', 'say the type of each answer', ['handlers/http-server :: no answer names what runs here']),
  doesNotApply('V4.1.2', 'do not redirect to TLS in silence', 'Safehold redirects nobody.'),
  met(
    'V4.1.3',
    'trust no header of a proxy',
    ['acceptance/signatures :: the same request, signed and fresh, is taken'],
    'No header but Slack’s signature and its time is read',
  ),
  met(
    'V4.2.1',
    'one idea of where a message ends',
    [
      'handlers/http-server :: what is hostile gets an answer, a closed connection, and never reaches the handlers',
    ],
    'A body of /slack/events must say its length',
  ),
  doesNotApply('V4.3', 'GraphQL', 'There is no GraphQL in Safehold.'),
  met(
    'V4.4.1',
    'WebSockets over TLS',
    ['config :: refuses plain http to anywhere but this computer'],
    'Slack gives the address of each socket over https',
  ),
  doesNotApply('V4.4.2', 'the origin of a WebSocket', noSocketServer),
  doesNotApply('V4.4.3', 'tokens of a WebSocket', noSocketServer),
  doesNotApply('V4.4.4', 'tokens of a WebSocket', noSocketServer),

  doesNotApply('V5.1', 'write down which files are taken', noFiles),
  doesNotApply('V5.2.1', 'files of a size that can be worked with', noFiles),
  doesNotApply('V5.2.2', 'files are what they say they are', noFiles),
  doesNotApply('V5.2.3', 'packed files', noFiles),
  doesNotApply('V5.3.1', 'files are not run', noFiles),
  met(
    'V5.3.2',
    'no path made of what somebody typed',
    [
      'pack/pack-command :: in full has every word, in a file that only its maker reads, and never overwrites one',
    ],
    'Only an operator names files, on the command line',
  ),
  doesNotApply('V5.4', 'downloads', noFiles),
]
