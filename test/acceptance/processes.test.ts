import { randomBytes } from 'node:crypto'
import { afterAll, expect, it } from 'vitest'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { byHand } from '../support/case-by-hand.ts'
import { freshDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { environmentFor, launch } from '../support/safehold.ts'

const closers: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

it('a bot and a worker in processes of their own do together what one process does', async () => {
  const database = await freshDatabase()
  closers.push(() => database.drop())
  const workbench = await startWorkbench({ port: 0, transport: 'socket' })
  closers.push(() => workbench.stop())
  const dataKey = randomBytes(32)
  const start = async (role: 'bot' | 'worker') => {
    const port = await freePort()
    const env = environmentFor(workbench, database, dataKey, 'socket', port)
    const child = await launch({ ...env, SAFEHOLD_PROCESS: role }, () => undefined)
    const ended = new Promise(resolve => child.once('exit', resolve))
    closers.push(() => {
      child.kill('SIGTERM')
      return ended
    })
    return port
  }
  const bot = await start('bot')
  const hand = byHand(workbench)
  const ref = await hand.raise()
  expect(hand.driver.as('U0WBMAYAF1').messages(workbench.channels.spoc)).toEqual([])

  const worker = await start('worker')
  await hand.headline('spoc', ref, 'Triage this concern by')
  for (const port of [bot, worker]) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
    expect(await ready.json()).toMatchObject({ ready: true })
  }
}, 60_000)
