import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { who } from '../support/people.ts'
import { environmentFor } from '../support/safehold.ts'

const longMs = 120_000

let workbench: Workbench
let database: FreshDatabase
let folder: string
beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'socket' })
  database = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'safehold-doctor-'))
})
afterAll(async () => {
  await workbench?.stop()
  await database?.drop()
  if (folder) rmSync(folder, { recursive: true })
})

const doctor = (env: NodeJS.ProcessEnv, ...args: string[]) => {
  const child = spawn(process.execPath, ['run.mjs', 'doctor', ...args], { env })
  const said = { out: '', errors: '' }
  child.stdout.on('data', chunk => (said.out += String(chunk)))
  child.stderr.on('data', chunk => (said.errors += String(chunk)))
  return new Promise<{ code: number | null; lines: string[]; errors: string }>(resolve =>
    child.once('close', code => resolve({ code, lines: said.out.trim().split('\n'), errors: said.errors })),
  )
}
const environment = () => environmentFor(workbench, database, randomBytes(32), 'socket', 0)
const bare = () => ({ PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: folder })

describe('npm run doctor', () => {
  it(
    'says in a line each that all is well, and ends with 0',
    async () => {
      const { code, lines, errors } = await doctor(environment())
      expect({ code, errors }).toEqual({ code: 0, errors: '' })
      for (const line of lines) expect(line).toMatch(/^(ok|warn) {2,5}\S/)
      for (const part of ['PostgreSQL', 'REDIS_URL', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'CEAST_CHANNEL'])
        expect(lines.filter(line => line.startsWith('ok') && line.includes(part))).not.toEqual([])
    },
    longMs,
  )

  it(
    'names what is wrong, with what to do, and ends with 1; no secret is in it',
    async () => {
      await workbench.world.join(workbench.channels.ceast, who.guest)
      workbench.world.app.scopes.add('files:read')
      const env: NodeJS.ProcessEnv = { ...environment(), SLACK_APP_TOKEN: 'xapp-another' }
      const { code, lines } = await doctor(env)
      expect(code).toBe(1)
      expect(lines.filter(line => line.startsWith('wrong'))).toEqual([
        expect.stringMatching(/scopes that it does not need: files:read\. .*npm run manifest/),
        expect.stringMatching(/does not accept SLACK_APP_TOKEN \(invalid_auth\)\. Copy the app-level token/),
        expect.stringMatching(/CEAST_CHANNEL .*guest in channel\. Take the guest out of the channel/),
      ])
      for (const secret of [workbench.botToken, 'xapp-another', env['DATA_KEY'] ?? ''])
        expect(lines.join('\n')).not.toContain(secret)
    },
    longMs,
  )

  it(
    'without a Slack token looks at what the workbench uses, and makes nothing',
    async () => {
      const { code, lines } = await doctor(bare())
      expect(code).toBe(0)
      expect(lines).toEqual([
        expect.stringContaining('There is no database in'),
        expect.stringContaining('REDIS_URL is not set'),
        expect.stringContaining(
          'the workbench stands in for Slack, so only its database and queue are looked at',
        ),
      ])
      expect(readdirSync(folder)).toEqual([])
    },
    longMs,
  )

  it(
    'refuses settings that are wrong, and words that it does not know, with 2',
    async () => {
      const [settings, words] = await Promise.all([
        doctor({ ...bare(), SLACK_BOT_TOKEN: 'no-token' }),
        doctor(bare(), '--please'),
      ])
      expect([settings.code, words.code]).toEqual([2, 2])
      expect(settings.errors).toContain('SLACK_BOT_TOKEN: must be')
      expect(words.errors).toContain('Use: npm run doctor')
    },
    longMs,
  )
})
