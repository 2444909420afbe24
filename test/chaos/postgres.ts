import { execFile } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../src/store/embedded/postgres.ts'
import { signalPostgres } from '../support/postgres-processes.ts'
import { prepareTemplate } from '../support/prepare-template.ts'

/**
 * A run moves the clock by days while processes are killed and started. A process that meets a moved clock beside a Slack
 * token refuses to start, as it should; so the run moves the time itself, below the clock that Safehold knows of.
 */
const movableTime = `
create table safehold.chaos_time (only_row boolean primary key default true check (only_row), ahead_ms bigint not null);
insert into safehold.chaos_time (ahead_ms) values (0);
grant select on safehold.chaos_time to safehold_app;
create or replace function safehold.clock_now() returns timestamptz language sql stable as $$
  select date_trunc('milliseconds', clock_timestamp())
    + make_interval(secs => (c.offset_ms + t.ahead_ms) / 1000.0) from safehold.clock c, safehold.chaos_time t
$$;`

/** Makes a cluster with an empty record in `folder`, for the runs to copy. */
export const makeTemplate = async (folder: string): Promise<void> => {
  const postgres = await startEmbeddedPostgres({ dataDir: folder })
  try {
    await prepareTemplate(postgres.url)
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    await client.query(movableTime)
    await client.end()
  } finally {
    await postgres.stop()
  }
}

/** A PostgreSQL of one run's own, that may be killed. It is started again by itself. */
export type OwnPostgres = {
  /** Past every proxy. */
  url: string
  socket: string
  /** Sends a signal to the server and all its processes, or to the server alone. */
  signal(name: NodeJS.Signals, to: 'all' | 'server'): void
  stop(): Promise<void>
}

/** Copies the template to `folder` and starts it. */
export const startOwnPostgres = async (template: string, folder: string): Promise<OwnPostgres> => {
  // Keeps owners: as root, the server runs as another user.
  await promisify(execFile)('cp', ['-a', template, folder])
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres({ dataDir: folder })
  return {
    url: postgres.url,
    socket: join(postgres.socketDir, '.s.PGSQL.5432'),
    signal: (name, to) => signalPostgres(join(folder, 'postgres'), name, to),
    stop: () => postgres.stop(),
  }
}
