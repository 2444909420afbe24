import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import type { Fields } from '../../src/workbench/fields.ts'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { freshDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { until } from '../support/record-of.ts'
import { environmentFor, launch } from '../support/safehold.ts'
import { askHttp } from '../support/waiting-start.ts'

const withinMs = 60_000
const number = 'QQ 12 34 56 C'
const closers: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
}, 120_000)

type Process = {
  port: number
  child: ChildProcess
  said(): string
  end(signal: NodeJS.Signals): Promise<unknown>
}

const startWorld = async () => {
  const database = await freshDatabase()
  closers.push(() => database.drop())
  const workbench = await startWorkbench({ port: 0, transport: 'socket' })
  closers.push(() => workbench.stop())
  const owner = new Client({ connectionString: database.url, options: '-c search_path=safehold' })
  await owner.connect()
  closers.push(() => owner.end())
  const envWith = (keys: NodeJS.ProcessEnv, port: number): NodeJS.ProcessEnv => ({
    ...environmentFor(workbench, database, randomBytes(32), 'socket', port),
    ...keys,
  })
  const start = async (keys: NodeJS.ProcessEnv): Promise<Process> => {
    const port = await freePort()
    let text = ''
    const child = await launch(envWith(keys, port), chunk => {
      text += chunk
    })
    const ended = once(child, 'exit')
    const end = async (signal: NodeJS.Signals) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await ended
    }
    closers.push(() => end('SIGKILL'))
    return { port, child, said: () => text, end }
  }
  /** The exit code and the words of a start that is refused. */
  const refusal = async (keys: NodeJS.ProcessEnv): Promise<string> => {
    const env = envWith(keys, await freePort())
    const child = spawn(process.execPath, ['run.mjs', 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const [code] = await once(child, 'close')
    return `${String(code)} ${text}`
  }
  return { workbench, owner, start, refusal, hand: byHand(workbench, 'case') }
}
type World = Awaited<ReturnType<typeof startWorld>>

const anotherForm = (submission: Fields): Fields => {
  const metadata = JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() })
  return { ...submission, view: { ...(submission['view'] as Fields), private_metadata: metadata } }
}

/** People who raise concerns and people who read them, for as long as `isOver` says no. Each failure with what was shown. */
const atWork = async ({ workbench, owner, hand }: World) => {
  await hand.openRaise()
  const typed = 'Made-up concern that everybody can read'
  const answers = { danger: 'no', text: typed, harmed: ['customer'], number }
  const form = hand.driver.as(who.raiser).submission(answers)
  const wire = rawWire(workbench)
  const refs: string[] = []
  const failures: string[] = []
  let reads = 0
  let isOver = false

  // As a person does who is told that nobody knows whether it was saved: they press again.
  const raise = async (): Promise<string | undefined> => {
    const one = anotherForm(form)
    for (let press = 1; press <= 4; press++) {
      const reply = await hand.driver.deliver(one)
      const words = wordsOf(reply)
      if (words.includes('Sent to')) return refIn(words)
      if (reply.ok && !words.includes('We could not confirm')) return void failures.push(words)
      await delay(300)
    }
    return void failures.push('four presses were not enough')
  }
  // A busy database or a process that is killed may cost a press. Whether a key was ever at fault is in the logs.
  const read = async (ref: string): Promise<void> => {
    const { rows } = await owner.query<{ id: string }>('select id from cases where ref = $1', [ref])
    let words = ''
    for (let press = 1; press <= 4; press++) {
      words = await wire
        .pressed(who.spoc, 'open_case', `${rows[0]?.id}.1`)
        .then(wordsOf, () => 'This did not work: there was no answer')
      if (!/This did not work|This text cannot be read/.test(words)) break
    }
    if (words.includes(typed) && words.includes(number)) reads += 1
    else failures.push(words)
  }
  const raiser = async (): Promise<void> => {
    while (!isOver) {
      const ref = await raise()
      if (ref !== undefined) refs.push(ref)
      await delay(300)
    }
  }
  const reader = async (): Promise<void> => {
    while (!isOver) {
      const ref = refs[Math.floor(Math.random() * refs.length)]
      if (ref !== undefined) await read(ref)
      await delay(200)
    }
  }
  const working = Promise.all([raiser(), reader()])
  return {
    refs,
    failures,
    reads: () => reads,
    /** Until this many more were raised and read. */
    more: async (count: number) => {
      const [raisedBefore, readBefore] = [refs.length, reads]
      await until(
        async () => refs.length >= raisedBefore + count && reads >= readBefore + count,
        withinMs,
        `${count} more to be raised and read, without ${failures.join('; ')}`,
      )
    },
    end: async () => {
      isOver = true
      await working
    },
  }
}

it('the data key is changed while people raise and read, with processes of two phases at work and a kill -9 in between: nothing fails, and the old key is refused at the end', async () => {
  const world = await startWorld()
  const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
  const phases: NodeJS.ProcessEnv[] = [
    { DATA_KEY: first, DATA_KEY_NEXT: second },
    { DATA_KEY: second, DATA_KEY_OLD: first },
    { DATA_KEY: second },
  ]
  const startTwo = (keys: NodeJS.ProcessEnv) => Promise.all([world.start(keys), world.start(keys)])
  const said: string[] = []
  const end = async (process: Process | undefined, signal: NodeJS.Signals): Promise<void> => {
    await process?.end(signal)
    said.push(process?.said() ?? '')
  }
  let running = await startTwo({ DATA_KEY: first })
  const work = await atWork(world)
  await work.more(2)

  for (const [index, phase] of phases.entries()) {
    const next = await startTwo(phase)
    // For a while processes of both phases are at work; in the middle of the change, one does not end in order.
    await work.more(2)
    await Promise.all([end(running[0], 'SIGTERM'), end(running[1], index === 1 ? 'SIGKILL' : 'SIGTERM')])
    running = next
    await work.more(1)
    if ('DATA_KEY_OLD' in phase)
      for (const { port } of running)
        await until(
          async () =>
            String((await askHttp(port, '/readyz'))?.body['warnings']).includes(
              'DATA_KEY_OLD is not needed any more',
            ),
          withinMs,
          'the old key not to be needed any more',
        )
  }
  await work.more(2)
  await work.end()
  said.push(...running.map(one => one.said()))

  expect(work.failures).toEqual([])
  expect(new Set(work.refs).size).toBe(work.refs.length)
  const { rows } = await world.owner.query<{ ref: string }>('select ref from cases')
  const recorded = rows.map(({ ref }) => ref)
  expect(work.refs.filter(ref => !recorded.includes(ref))).toEqual([])
  const kek = await world.owner.query('select kek_id from case_key union select kek_id from keyring')
  expect(kek.rowCount).toBe(1)
  expect((await world.owner.query('select from trouble')).rowCount).toBe(0)
  for (const one of said) expect(one).not.toContain('A sealed text did not open')
  expect(said.join()).toContain('DATA_KEY_OLD is not needed any more')
  expect(await world.refusal({ DATA_KEY: first })).toMatch(/^2 [^]*DATA_KEY is not the key of this database/)
}, 400_000)
