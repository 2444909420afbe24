import { doesNotApply, type Entry, met, notMet, written } from './entry.ts'

/** V11, Cryptography. V12, Secure communication. V13, Configuration. */
export const secretsAndWires: readonly Entry[] = [
  written('V11.1.1', 'write down how keys live', 'docs/security.md', [
    'store/vault/rotation :: process after process through its three phases, every process reads what any other wrote, and the old key is not needed at the end',
  ]),
  written('V11.1.2', 'keep a list of keys and algorithms', 'docs/security.md', [
    'security/asvs :: cryptography is called in the files that the list of keys names, and nowhere else',
  ]),
  met('V11.1.3', 'find every use of cryptography', [
    'security/asvs :: cryptography is called in the files that the list of keys names, and nowhere else',
  ]),
  written(
    'V11.1.4',
    'a plan for the next generation',
    'docs/security.md',
    [],
    'All of it is symmetric but the signature of checkpoints; 256-bit keys and hashes are thought safe against quantum computers, the signature would be exchanged',
  ),
  met(
    'V11.2.1',
    'use what others have proved',
    ['security/asvs :: cryptography is called in the files that the list of keys names, and nowhere else'],
    'OpenSSL by way of Node; no algorithm of our own',
  ),
  met(
    'V11.2.2',
    'be able to change keys and algorithms',
    [
      'acceptance/key-change :: the data key is changed while people raise and read, with processes of two phases at work and a kill -9 in between: nothing fails, and the old key is refused at the end',
    ],
    'Keys change while it runs. Another algorithm needs a new version, in which each text is sealed anew',
  ),
  met('V11.2.3', 'at least 128 bits', ['store/vault/vault :: needs a data key of 32 bytes']),
  notMet(
    'V11.2.4',
    'no comparison that takes longer for what is nearly right',
    'Slack’s signature is compared in constant time by Bolt. The links of a chain are compared as bytes, by an operator at the command line only: nobody can measure that from outside.',
  ),
  met('V11.2.5', 'fail safely', [
    'store/vault/vault :: does not open when any one bit of it was changed',
    'acceptance/damaged-texts :: shows the hold and every other text, and CEAST and the leads are told once (VR ¶11)',
  ]),
  met(
    'V11.3.1',
    'no weak modes',
    ['store/vault/vault :: does not open when any one bit of it was changed'],
    'AES-256-GCM and nothing else',
  ),
  met(
    'V11.3.2',
    'approved ciphers',
    ['store/vault/vault :: opens again as it was, whatever it is'],
    'AES-256-GCM',
  ),
  met('V11.3.3', 'notice what was changed', [
    'store/vault/vault :: does not open when any one bit of it was changed',
    'store/vault/tampering :: %s stays shut and is named, and all others of the case open',
  ]),
  met(
    'V11.3.4',
    'no nonce twice',
    ['store/vault/vault :: never seals the same way twice'],
    '96 random bits for each text, under a key of each case',
  ),
  doesNotApply('V11.3.5', 'encrypt, then authenticate', 'GCM does both in one.'),
  met(
    'V11.4.1',
    'approved hashes',
    ['security/asvs :: cryptography is called in the files that the list of keys names, and nowhere else'],
    'SHA-256, SHA-512 and HMAC-SHA-256',
  ),
  doesNotApply('V11.4.2', 'hashes of passwords', 'Safehold knows no passwords of people.'),
  met('V11.4.3', 'hashes long enough', ['store/reads :: that was %s is found out'], '256 bits'),
  doesNotApply(
    'V11.4.4',
    'keys made from passwords',
    'No key is made from a password: DATA_KEY is 32 random bytes.',
  ),
  met(
    'V11.5.1',
    'random that cannot be guessed',
    [
      'secrets :: no data key made at random is refused',
      'secrets :: a data key that is %s is refused, with what to do',
    ],
    'Keys and nonces from randomBytes. The nonce of a form is a UUID: it keeps a form from counting twice and opens nothing',
  ),
  met(
    'V11.5.2',
    'random under load',
    ['store/vault/vault :: never seals the same way twice'],
    'Node’s generator, seeded by the system',
  ),
  met(
    'V11.6.1',
    'approved signatures',
    [
      'store/audit/checkpoints :: verify a record that nobody touched, whichever process wrote them, and need no key of a case',
    ],
    'Ed25519, for checkpoints',
  ),
  doesNotApply('V11.6.2', 'key exchange', 'TLS does it, below Safehold.'),
  notMet('V11.7.1', 'encrypted memory', 'The host’s to provide; docs/deploy.md does not demand it.'),
  met(
    'V11.7.2',
    'open little, and not for long',
    ['store/reads :: comes out in no other way'],
    'A text is opened for one answer and kept nowhere',
  ),

  met(
    'V12.1.1',
    'recent TLS only',
    ['config :: refuses to send passwords and data to another computer in clear: %s=%s'],
    'Node’s own minimum is TLS 1.2',
  ),
  met('V12.1.2', 'strong ciphers only', [
    'process-guard :: offers no cipher without forward secrecy, and no TLS before 1.2',
  ]),
  doesNotApply('V12.1.3', 'certificates of clients', 'Nobody signs in by certificate.'),
  met('V12.2.1', 'TLS to everything outside', [
    'config :: refuses plain http to anywhere but this computer',
    'settings/read-settings :: a link is https, and without a password in it: not %s',
  ]),
  doesNotApply(
    'V12.2.2',
    'certificates that everybody trusts',
    'What ends TLS in front of /slack/events is the department’s; Slack refuses others.',
  ),
  met('V12.3.1', 'TLS inside too', [
    'config :: refuses to send passwords and data to another computer in clear: %s=%s',
  ]),
  met(
    'V12.3.2',
    'check certificates',
    [
      'config :: refuses to send passwords and data to another computer in clear: %s=%s',
      'config :: refuses to believe any certificate with a real token',
    ],
    'Node checks Slack’s and Redis’s unless it is told not to; PostgreSQL has to be asked for with verify-full',
  ),
  notMet(
    'V12.3.3',
    'TLS between HTTP services inside',
    '/metrics and /readyz are plain http: whoever exposes them beyond the host has to put TLS in front.',
  ),
  notMet(
    'V12.3.4',
    'certificates inside are trusted ones',
    'The department’s to provide, by sslrootcert and Node’s NODE_EXTRA_CA_CERTS.',
  ),

  written('V13.1.1', 'write down with whom it speaks', 'docs/deploy.md'),
  notMet(
    'V13.2.1',
    'services sign in to each other, and not for ever',
    'PostgreSQL and Redis by password, Slack by token: long-lived. Token rotation is off (slack.md would need Bolt’s own installer).',
  ),
  met('V13.2.2', 'the least rights', [
    'store/only-added-to :: as the role that the program works as',
    'supply/read-only :: Safehold runs as nobody, without capabilities, on a file system where it can write nothing but one small folder',
    'slack/manifest :: are no more and no fewer than the calls in the code need',
  ]),
  met('V13.2.3', 'no password that came with it', [
    'secrets :: a database with a real token is not opened by the password %s',
    'secrets :: %s is refused when it is %s, with where to get it',
  ]),
  written(
    'V13.2.4',
    'only to where it is allowed',
    'docs/deploy.md',
    ['config :: is said by DATABASE_URL alone: %s completes no %s'],
    'The list of places is there for the firewall; no address comes from what somebody typed',
  ),
  doesNotApply('V13.2.5', 'a list for the web server', 'There is no web server: Safehold serves no files.'),
  met(
    'V13.3.1',
    'a place for secrets',
    [
      'acceptance/keys-elsewhere :: wrap the key of every case, and none is in this process',
      'secrets :: are read from files, which may be the only place that has them',
    ],
    'Secrets come from the environment or files; the seam for a key service is there, the service is the department’s',
  ),
  met('V13.3.2', 'few see secrets', ['secrets :: show in no print of the configuration, over %s']),
  written(
    'V13.4.1',
    'no history of the source where it runs',
    'docs/deploy.md',
    [],
    'The image has src, handlers and jobs, no .git',
  ),
  met('V13.4.2', 'no debugging where it runs', [
    'acceptance/start-refusals :: LOG_LEVEL=%s does not go with a real token',
  ]),
  met('V13.4.3', 'no lists of folders', ['handlers/http-server :: no answer names what runs here']),
  met(
    'V13.4.4',
    'no TRACE',
    [
      'handlers/http-server :: what is hostile gets an answer, a closed connection, and never reaches the handlers',
    ],
    'Only GET, and POST of what Slack sends',
  ),
  written(
    'V13.4.5',
    'no documentation or figures for everybody',
    'docs/deploy.md',
    [],
    '/metrics and /readyz are for inside',
  ),
]
