import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { channelPlans } from '../../src/workbench/people.ts'
import { scenarios } from '../../src/workbench/scenarios/list.ts'
import { newDataDir, type Newcomer, startAsNewcomer } from '../support/newcomer.ts'
import { who } from '../support/people.ts'
import { refusedStart } from '../support/refused-start.ts'

const { PATH, HOME } = process.env
const alone = { PATH, HOME, PORT: '0', WORKBENCH_PORT: '0' }

/** A start that printed what was asked for, or why not, and ended by itself. */
const ended = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  refusedStart({ ...alone, DATA_DIR: await freshFolder(), ...env }, args)

const running: Newcomer[] = []
const folders: { remove(): void }[] = []
afterAll(async () => {
  await Promise.all(running.map(one => one.interrupt()))
  for (const folder of folders) folder.remove()
})

const freshFolder = async (): Promise<string> => {
  const folder = await newDataDir()
  folders.push(folder)
  return folder.path
}

const started = async (dataDir: string, ...args: readonly string[]): Promise<Newcomer> => {
  const safehold = await startAsNewcomer(dataDir, args)
  running.push(safehold)
  return safehold
}

const keys = ['spoc', 'ceast', 'leads'] as const
type Key = (typeof keys)[number]

/** What stands in a team's channel, as the page's own API gives it to a member. */
const wordsIn = async ({ url }: Newcomer, channel: Key, person: string): Promise<string> => {
  const id = channelPlans.find(({ key }) => key === channel)?.id ?? ''
  const response = await fetch(`${url}/workbench/messages?person=${person}&channel=${id}`)
  return response.text()
}

const memberOf = { spoc: who.spoc, ceast: who.ceastOne, leads: who.lead } as const satisfies Record<
  Key,
  string
>

/** What is promised of each: words that are there, and words that no team's channel has. */
const promises: Record<string, { channel: Key; says: RegExp[]; not: RegExp }> = {
  'quiet-day': {
    channel: 'spoc',
    says: [/First visit on .* ineffective/, /With the adviser/, /Triage this concern by/],
    not: /[Oo]verdue since|[1-9]\d* overdue|DO NOT SUSPEND/,
  },
  'after-bank-holiday': {
    channel: 'spoc',
    says: [/Triage this concern: overdue since/, /A question waits for an answer/],
    not: /DO NOT SUSPEND/,
  },
  'two-ineffective-visits': {
    channel: 'ceast',
    says: [/DO NOT SUSPEND OR STOP/, /NOT YET ON DISC, ATWIS/],
    not: /[Rr]eleased|a line manager's acknowledgement|Triage this concern: overdue/,
  },
  'outage-over': {
    channel: 'ceast',
    says: [/DO NOT SUSPEND OR STOP/, /Due now for .*: hold note on the system DISC/],
    not: /[Rr]eleased/,
  },
}

describe('npm start -- --scenario', () => {
  it.concurrent.each(scenarios.map(({ name }) => name))(
    '%s opens with what it promises',
    async name => {
      const promise = promises[name]
      if (promise === undefined) throw new Error(`Nothing is promised of ${name}`)
      const safehold = await started(await freshFolder(), '--scenario', name)
      const words = await wordsIn(safehold, promise.channel, memberOf[promise.channel])
      for (const one of promise.says) expect(words).toMatch(one)
      for (const key of keys)
        expect(`In ${key}: ${await wordsIn(safehold, key, memberOf[key])}`).not.toMatch(promise.not)
    },
    120_000,
  )

  it('leaves a record that is there alone, and --reset deletes it and nothing else of the folder', async () => {
    const dataDir = await freshFolder()
    const first = await startAsNewcomer(dataDir)
    const inUse = await ended(['--reset'], { DATA_DIR: dataDir })
    await first.interrupt()
    expect(inUse.code).toBe(2)
    expect(inUse.output).toContain('is in use by process')
    writeFileSync(join(dataDir, 'notes.txt'), 'mine')

    const { code, output } = await ended(['--scenario', 'quiet-day'], { DATA_DIR: dataDir })
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('Add --reset to delete it') })

    const safehold = await started(dataDir, '--scenario', 'quiet-day', '--reset')
    expect(await wordsIn(safehold, 'spoc', who.spoc)).toContain('ACS-')
    expect(existsSync(join(dataDir, 'notes.txt'))).toBe(true)
  }, 120_000)
})

describe('what follows npm start', () => {
  it('--help says what there is, with every scenario', async () => {
    const { code, output } = await ended(['--help'])
    expect(code).toBe(0)
    for (const { name, about } of scenarios) expect(output).toContain(`${name.padEnd(22)}  ${about}`)
  })

  it.each([
    {
      of: 'an unknown scenario',
      args: ['--scenario', 'doomsday'],
      says: /no scenario called doomsday[^]*quiet-day/,
    },
    { of: 'a scenario without a name', args: ['--scenario'], says: /--scenario[^]*--help/ },
    { of: 'an unknown option', args: ['--scenarios', 'quiet-day'], says: /--scenarios[^]*--help/ },
    { of: 'a word that is no option', args: ['quiet-day'], says: /quiet-day[^]*--help/ },
    {
      of: 'a scenario on a database of its own',
      args: ['--scenario', 'quiet-day'],
      env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
      says: /--scenario works only with the workbench.*DATABASE_URL/,
    },
    {
      of: 'deleting a database of its own',
      args: ['--reset'],
      env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
      says: /--reset works only with the workbench.*DATABASE_URL/,
    },
  ])('is refused with what to do: $of', async ({ args, env, says }) => {
    const { code, output } = await ended(args, env)
    expect(code).toBe(2)
    expect(output).toMatch(says)
    expect(output).not.toMatch(/^\s+at /m)
  })
})
