import { startEmbeddedPostgres } from '../../../src/store/embedded/postgres.ts'

// A process that owns a data folder until it is killed. Says "ready" once its database serves.
const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('Usage: hold-cluster.ts DATA_DIR')
const postgres = await startEmbeddedPostgres({ dataDir })
process.stdout.write(`ready ${postgres.url}\n`)
setInterval(() => {}, 60_000)
