import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, raise } from '../store/acting.ts'
import { type AuditedStore, auditedStore } from '../store/audit/audited.ts'

let here: AuditedStore
beforeAll(async () => {
  here = await auditedStore()
  await done(here.store, raise())
  await here.checkpoint()
})
afterAll(() => here.close())

const audited = async (
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> => {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['run.mjs', 'audit', ...args], {
    env: {
      PATH,
      HOME,
      DATABASE_URL: here.url,
      DATA_KEY: here.dataKey.toString('base64'),
      CHECKPOINT_DIR: here.folder,
      ...env,
    },
  })
  const text = { out: '', err: '' }
  child.stdout.on('data', data => (text.out += String(data)))
  child.stderr.on('data', data => (text.err += String(data)))
  const code = await new Promise<number | null>(resolve => child.on('close', resolve))
  return { code, ...text }
}

/** Each starts a process of its own. */
const withinMs = 60_000

describe('npm run audit', { timeout: withinMs }, () => {
  it('says what it verified, and ends with 0', async () => {
    const { code, out, err } = await audited(['--public-key', here.store.checkpointKey])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.trimEnd().split('\n').slice(-2)).toEqual([
      `Checkpoints are signed by ${here.store.checkpointKey}`,
      expect.stringMatching(/^verified \d+ events, 0 views, 1 chains against 1 checkpoints$/),
    ])
  })

  it('says in a line what is wrong where, and ends with 1', async () => {
    await here.save()
    await here.tamper(`update event set actor = 'UOTHER' where seq = 2`)
    const { code, out } = await audited()
    await here.restore()
    expect(code).toBe(1)
    expect(out).toMatch(/^EDITED ACS-\S+, event 2: it is not as it was written$/m)
    expect(out).toMatch(/^1 found; verified /m)
  })

  it.each<[string, string[], Record<string, string>, string]>([
    ['an unknown option', ['--what'], {}, 'Use: npm run audit'],
    ['a witness that is none', ['--witness', 'x'], {}, '--witness x is not NUMBER:ROOT'],
    ['another key', [], { DATA_KEY: randomBytes(32).toString('base64') }, 'DATA_KEY is not the key of this'],
    ['no key', [], { DATA_KEY: '', DATA_DIR: '/nowhere' }, 'Set DATA_KEY to the key of this record'],
    ['a database that is not there', [], { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, 'PostgreSQL'],
  ])('ends with 2 for %s, and says what to do', async (_what, args, env, words) => {
    const { code, err } = await audited(args, env)
    expect(code).toBe(2)
    expect(err).toContain(words)
  })
})
