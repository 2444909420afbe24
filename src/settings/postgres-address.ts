import { loopback } from './values.ts'

/** Addresses on another computer. */
export const isElsewhere = ({ hostname }: URL): boolean => hostname !== '' && !loopback.has(hostname)

/**
 * `host` among the parameters goes before the one of the address; a folder is a socket of this computer. Only `verify-full`
 * says by itself that PostgreSQL's certificate and name are looked at.
 */
export const isPostgresInClear = (address: URL): boolean => {
  const host = address.searchParams.get('host')
  const elsewhere = host === null ? isElsewhere(address) : !host.startsWith('/') && !loopback.has(host)
  const modes = address.searchParams.getAll('sslmode')
  const isVerified = modes.length === 1 && modes[0] === 'verify-full'
  return elsewhere && !(isVerified && !address.searchParams.has('uselibpqcompat'))
}

const sayingWhetherEncrypted = ['sslmode', 'ssl', 'sslrootcert', 'sslcert', 'sslkey']

/** Each variable by which PostgreSQL's client completes an address by itself, and whether this one leaves it room to. */
const completing: Record<string, { what: string; isLeftOpen: (address: URL) => boolean }> = {
  PGHOST: {
    what: 'host',
    isLeftOpen: ({ hostname, searchParams }) => isNone(hostname, searchParams.get('host')),
  },
  PGPORT: { what: 'port', isLeftOpen: ({ port, searchParams }) => isNone(port, searchParams.get('port')) },
  PGUSER: {
    what: 'user',
    isLeftOpen: ({ username, searchParams }) => isNone(username, searchParams.get('user')),
  },
  PGPASSWORD: {
    what: 'password',
    isLeftOpen: ({ password, searchParams }) => isNone(password, searchParams.get('password')),
  },
  PGDATABASE: { what: 'database', isLeftOpen: ({ pathname }) => pathname.length < 2 },
  PGSSLMODE: {
    what: 'sslmode',
    isLeftOpen: ({ searchParams }) => sayingWhetherEncrypted.every(name => isNone(searchParams.get(name))),
  },
  PGSSLNEGOTIATION: {
    what: 'sslnegotiation',
    isLeftOpen: ({ searchParams }) => isNone(searchParams.get('sslnegotiation')),
  },
  // Some of our connections set options of their own, and an address never may.
  PGOPTIONS: { what: 'options', isLeftOpen: () => true },
  PGREPLICATION: { what: 'replication', isLeftOpen: () => true },
}

const isNone = (...values: (string | null)[]): boolean =>
  values.every(value => value === null || value === '')

/**
 * What would send the record to another place, or open it by another right, than DATABASE_URL says: variables that PostgreSQL's
 * client reads by itself where the address leaves something open, and options in the address, which would take the place
 * of the role that Safehold works as. Never a value.
 */
export const addressFaults = (env: NodeJS.ProcessEnv, address: URL): string[] => [
  ...(address.searchParams.has('options')
    ? [
        'DATABASE_URL: must not hold options, because they would take the place of the role that Safehold works as',
      ]
    : []),
  ...Object.entries(completing).flatMap(([name, { what, isLeftOpen }]) =>
    isNone(env[name] ?? '') || !isLeftOpen(address)
      ? []
      : [
          `${name}: must not be set, because DATABASE_URL has no ${what} and PostgreSQL's client would take this one. ${
            what === 'options' || what === 'replication'
              ? 'Take it out'
              : 'Put it into DATABASE_URL, or take it out'
          }`,
        ],
  ),
]
