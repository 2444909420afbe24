import { randomBytes } from 'node:crypto'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { byHand } from '../support/case-by-hand.ts'
import { freshDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { environmentFor, type Transport } from '../support/safehold.ts'
import { type Mortal, startMortal } from './mortal-process.ts'
import type { Place } from './points.ts'

type Role = 'bot' | 'worker'

/** A bot and a worker on one database, in front of one Slack; each can be told to die. */
export type Stage = {
  workbench: Workbench
  hand: ReturnType<typeof byHand>
  record: CaseRecord
  running(role: Role): Mortal
  /** Starts it again, after the one before has died or ended. */
  start(role: Role, bornToDieAt?: Place): Promise<Mortal>
  /** Waits until nothing is left to be sent or told. */
  rest(): Promise<void>
  close(): Promise<void>
}

const restsWithinMs = 120_000

export const openStage = async (transport: Transport, redisUrl?: string): Promise<Stage> => {
  const database = await freshDatabase()
  const workbench = await startWorkbench({ port: 0, transport })
  const dataKey = randomBytes(32)
  const ports = { bot: await freePort(), worker: await freePort() }
  if (transport === 'http') workbench.setEventsUrl(`http://127.0.0.1:${ports.bot}/slack/events`)
  const record = await recordOf({ databaseUrl: database.url, dataKey })
  const running = new Map<Role, Mortal>()
  const setClock = async (offsetMs: number) => {
    await record.rows('update clock set offset_ms = $1', [offsetMs])
  }
  // With real tokens, as here, Safehold does not start on a clock that was moved.
  const startAtARightClock = async (env: NodeJS.ProcessEnv) => {
    await setClock(0)
    return startMortal(env)
  }
  const start = async (role: Role, bornToDieAt?: Place): Promise<Mortal> => {
    const env = environmentFor(workbench, database, dataKey, transport, ports[role], redisUrl)
    const mine = { ...env, SAFEHOLD_PROCESS: role }
    const offset = await record.store.clockOffset()
    const mortal = offset === 0 ? await startMortal(mine, bornToDieAt) : await startAtARightClock(mine)
    running.set(role, mortal)
    if (offset !== 0) {
      if (bornToDieAt !== undefined) await mortal.dieAt(bornToDieAt)
      await setClock(offset)
    }
    return mortal
  }
  await start('bot')
  await start('worker')
  return {
    workbench,
    hand: byHand(workbench, 'case'),
    record,
    running: role => {
      const mortal = running.get(role)
      if (mortal === undefined) throw new Error(`There is no ${role}`)
      return mortal
    },
    start,
    rest: () =>
      until(
        async () => {
          const { deliveriesWaiting, deadlinesDue } = await record.store.pendingCounts()
          return deliveriesWaiting === 0 && deadlinesDue === 0
        },
        restsWithinMs,
        'everything sent and told',
      ),
    close: async () => {
      await Promise.all([...running.values()].map(mortal => mortal.end()))
      await record.close()
      await workbench.stop()
      await database.drop()
    },
  }
}
