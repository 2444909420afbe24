import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { freePort } from './free-port.ts'

export type Transport = 'socket' | 'http'

/** Safehold as an operator runs it: a process of its own, talking to a workbench over the real wire. */
export type Running = {
  workbench: Workbench
  databaseUrl: string
  dataKey: Buffer
  port: number
  /** Everything it is started with. */
  environment: NodeJS.ProcessEnv
  pid(): number | undefined
  /** Everything the process wrote, for what must not be in it. */
  output(): string
  /** kill -9. */
  kill(): Promise<void>
  /** Starts the process again on the same database. `change`: settings that are other ones from then on. */
  restart(change?: NodeJS.ProcessEnv): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>
  /** Ends everything this test started. */
  stop(): Promise<void>
}

type Options = {
  transport?: Transport
  redisUrl?: string
  env?: NodeJS.ProcessEnv
  /** For settings that need something in the workbench first. */
  envFor?: (workbench: Workbench) => NodeJS.ProcessEnv
  clockOffsetMs?: number
  /** The address by which it reaches its database, which is there already. */
  databaseBy?: (url: string) => Promise<string>
  /** What Node runs in place of `run.mjs start`. */
  program?: readonly string[]
}

const readyWithinMs = 20_000
/** A scenario is some days of work, at a message a second for each channel. */
const playedWithinMs = 90_000

export const startSafehold = async (options: Options = {}): Promise<Running> => {
  const transport = options.transport ?? 'socket'
  const database = await freshDatabase()
  const workbench = await startWorkbench({ port: 0, transport })
  const port = await freePort()
  if (transport === 'http') workbench.setEventsUrl(`http://127.0.0.1:${port}/slack/events`)
  const dataKey = randomBytes(32)
  const env = {
    ...environmentFor(workbench, database, dataKey, transport, port, options.redisUrl),
    ...(options.databaseBy && { DATABASE_URL: await options.databaseBy(database.url) }),
    ...options.env,
    ...options.envFor?.(workbench),
  }

  let text = ''
  const hear = (chunk: string): void => {
    text += chunk
  }
  let child = await launch(env, hear, [], options.program)
  const ended = (process: ChildProcess): Promise<number | null> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve(process.exitCode)
      : new Promise(resolve => process.once('exit', code => resolve(code)))

  const signal = async (name: NodeJS.Signals): Promise<number | null> => {
    const done = ended(child)
    child.kill(name)
    return done
  }
  return {
    workbench,
    databaseUrl: database.url,
    dataKey,
    port,
    environment: env,
    pid: () => child.pid,
    output: () => text,
    kill: async () => {
      await signal('SIGKILL')
    },
    restart: async (change = {}) => {
      Object.assign(env, change)
      child = await launch(env, hear, [], options.program)
    },
    terminate: () => signal('SIGTERM'),
    stop: async () => {
      await signal('SIGTERM')
      await workbench.stop()
      await database.drop()
    },
  }
}

/** The settings an operator would give for this workbench. */
export const environmentFor = (
  workbench: Workbench,
  database: FreshDatabase,
  dataKey: Buffer,
  transport: Transport,
  port: number,
  redisUrl?: string,
): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  SLACK_BOT_TOKEN: workbench.botToken,
  SLACK_APP_TOKEN: workbench.appToken,
  SLACK_SIGNING_SECRET: workbench.signingSecret,
  SLACK_TRANSPORT: transport,
  SLACK_API_URL: workbench.apiUrl,
  SPOC_CHANNEL: workbench.channels.spoc,
  VISITING_CHANNEL: workbench.channels.visiting,
  CEAST_CHANNEL: workbench.channels.ceast,
  ACSSL_CHANNEL: workbench.channels.acssl,
  LEADS_CHANNEL: workbench.channels.leads,
  DATABASE_URL: database.url,
  ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  DATA_KEY: dataKey.toString('base64'),
  SAFEHOLD_UNFINISHED: '1',
  PORT: String(port),
})

/** Starts the process and waits for "Safehold is ready"; rejects with what it wrote when it ends before. */
export const launch = (
  env: NodeJS.ProcessEnv,
  onOutput: (chunk: string) => void,
  args: readonly string[] = [],
  program: readonly string[] = ['run.mjs', 'start'],
): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [...program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  return new Promise((resolve, reject) => {
    const withinMs = args.includes('--scenario') ? playedWithinMs : readyWithinMs
    const alarm = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`Safehold was not ready in ${withinMs} ms:\n${text}`))
    }, withinMs)
    const heard = (chunk: Buffer) => {
      text += chunk.toString()
      onOutput(chunk.toString())
      if (!text.includes('Safehold is ready')) return
      clearTimeout(alarm)
      resolve(child)
    }
    child.stdout.on('data', heard)
    child.stderr.on('data', heard)
    child.once('exit', code => {
      clearTimeout(alarm)
      reject(new Error(`Safehold ended with ${code}:\n${text}`))
    })
  })
}
