import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'

const canary = 'welbraxtguardzanbil'
const guard = pathToFileURL('src/process-guard.ts').href
const tsx = pathToFileURL('node_modules/tsx/dist/esm/index.mjs').href
const isLinux = process.platform === 'linux'

type Left = { code: number | null; signal: string | null; output: string; files: string[]; kept: Buffer[] }

/** Runs a process that holds the canary, guarded or not, in a folder of its own, and looks at all that it leaves. */
const leftBy = async (
  body: string,
  { guarded, options = [], signal }: { guarded: boolean; options?: string[]; signal?: NodeJS.Signals },
): Promise<Left> => {
  const folder = mkdtempSync(join(tmpdir(), 'safehold-guard-'))
  // Put together as it runs, so that it stands in memory and not in the source.
  const hold = `globalThis.held = Array.from({ length: 50 }, () => Buffer.from(['welbraxt', 'guard', 'zanbil'].join('')))`
  const begin = guarded ? `(await import(${JSON.stringify(guard)})).guardProcess()` : ''
  const canaryToo = `const canary = ['welbraxt', 'guard', 'zanbil'].join('')`
  const script = [hold, begin, canaryToo, body].join(';\n')
  const node = [process.execPath, ...options, '--import', tsx, '--input-type=module', '-e', script]
  const child = spawn('sh', ['-c', 'ulimit -c unlimited 2>/dev/null; exec "$@"', 'sh', ...node], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let sent = false
  const hear = (chunk: Buffer): void => {
    output += chunk.toString()
    if (signal === undefined || sent || !output.includes('holding')) return
    sent = true
    child.kill(signal)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const [code, ended] = await new Promise<[number | null, string | null]>(resolve => {
    child.once('close', (exit, by) => resolve([exit, by]))
  })
  const files = readdirSync(folder)
  const kept = files.map(name => readFileSync(join(folder, name)))
  rmSync(folder, { recursive: true, force: true })
  return { code, signal: ended, output, files, kept }
}

const holds = ({ output, kept }: Left): boolean =>
  output.includes(canary) || kept.some(bytes => bytes.includes(canary) || bytes.includes(hex))
const hex = Buffer.from(canary).toString('hex')

/** Long enough to be found by a signal; the end is our own, so that a signal that does nothing can be told. */
const waiting = `console.log('holding'); setTimeout(() => process.exit(7), 1500)`

/** By RFC 8446 and RFC 5289: TLS 1.3's own, and ECDHE with AES-GCM or ChaCha20. */
const strong = ['1301', '1302', '1303', 'c02b', 'c02c', 'c02f', 'c030', 'cca8', 'cca9']

/** The cipher suites of a ClientHello, but for the mark that has to do with renegotiation. */
const suitesOf = (hello: Buffer): string[] => {
  const afterRandom = 5 + 4 + 2 + 32
  const at = afterRandom + 1 + hello.readUInt8(afterRandom)
  const suites = hello.subarray(at + 2, at + 2 + hello.readUInt16BE(at)).toString('hex')
  return (suites.match(/.{4}/g) ?? []).filter(suite => suite !== '00ff')
}

describe.concurrent('a process that is guarded', {
  timeout: 60_000,
}, () => {
  it.each([
    ['a fault that nothing caught', `setTimeout(() => { throw new Error(canary) })`, 1],
    ['a promise that nobody looked after', `Promise.reject(new TypeError(canary))`, 1],
    ['a warning', `process.emitWarning(canary, 'MadeUpWarning', 'MU01')`, 0],
  ])('of %s tells the class alone', async (_what, body, code) => {
    const left = await leftBy(body, { guarded: true })
    expect(left).toMatchObject({ code, files: [], output: expect.stringMatching(/^[^\n]+: \w+( \w+)?\n$/) })
    expect(holds(left)).toBe(false)
    expect(holds(await leftBy(body, { guarded: false }))).toBe(true)
  })

  it.each([
    ['on a fault', '--report-uncaught-exception', `setTimeout(() => { throw new Error(canary) })`, undefined],
    ['on a signal', '--report-on-signal', waiting, 'SIGUSR2'],
  ] as const)(
    'writes no diagnostic report %s, not even where one is asked for',
    async (_when, option, body, signal) => {
      const about = { options: [option], ...(signal && { signal }) }
      expect((await leftBy(body, { guarded: true, ...about })).files).toEqual([])
      expect((await leftBy(body, { guarded: false, ...about })).files).toEqual([
        expect.stringMatching(/^report\..*\.json$/),
      ])
    },
  )

  it('offers no cipher without forward secrecy, and no TLS before 1.2', async () => {
    const listening = createServer()
    await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve))
    const address = listening.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const hello = new Promise<Buffer>(resolve => {
      listening.on('connection', socket => socket.once('data', resolve))
    })
    const connect = `const tls = await import('node:tls'); const s = tls.connect(${port}, '127.0.0.1'); s.on('error', () => {}); setTimeout(() => process.exit(0), 1000)`
    await leftBy(connect, { guarded: true })
    listening.close()
    expect(suitesOf(await hello).sort()).toEqual(strong)
  })

  it.skipIf(process.platform === 'win32')('SIGUSR1 opens no inspector', async () => {
    const left = await leftBy(waiting, { guarded: true, signal: 'SIGUSR1' })
    expect(left).toMatchObject({ code: 7, output: 'holding\n' })
    const open = await leftBy(waiting, { guarded: false, signal: 'SIGUSR1' })
    expect(open.output).toMatch(/Debugger listening on|address already in use/)
  })

  it.skipIf(!isLinux).each(['SIGSEGV', 'SIGABRT', 'SIGQUIT'] as const)(
    'a core file after %s holds no memory',
    async signal => {
      const left = await leftBy(waiting, { guarded: true, signal })
      expect(left).toMatchObject({ code: null, signal })
      expect(holds(left)).toBe(false)
      const told = `console.log((await import('node:fs')).readFileSync('/proc/self/coredump_filter', 'utf8'))`
      expect((await leftBy(told, { guarded: true })).output.trim()).toMatch(/^0+$/)
      const inherited = `console.log((await import('node:child_process')).execFileSync('cat', ['/proc/self/coredump_filter']).toString())`
      expect((await leftBy(inherited, { guarded: true })).output.trim()).toMatch(/^0+$/)
      // Where this computer writes core files into the folder at all, an unguarded one shows that the search finds it.
      const open = await leftBy(waiting, { guarded: false, signal })
      expect(holds(open)).toBe(open.files.some(name => name.startsWith('core')))
    },
  )
})
