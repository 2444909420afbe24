import axe, { type AxeResults } from 'axe-core'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { concern, done, held } from '../store/acting.ts'
import { openedStore } from '../store/opened-store.ts'
import { chromiumPath, chromiumTest } from '../support/services.ts'

const words = 'welbraxtpack was said on the telephone'

let opened: Awaited<ReturnType<typeof openedStore>>
let c: Case
let folder: string

const pack = async (...args: string[]) => {
  const { url, dataKey } = opened.parts
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATABASE_URL: url,
    DATA_KEY: dataKey.toString('base64'),
  }
  const child = spawn(process.execPath, ['run.mjs', 'pack', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, said] = ['', '']
  child.stdout.setEncoding('utf8').on('data', chunk => void (out += chunk))
  child.stderr.setEncoding('utf8').on('data', chunk => void (said += chunk))
  await once(child, 'close')
  return { code: child.exitCode, out, said }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safehold-pack-'))
  opened = await openedStore()
  c = await held(opened.store, 'QQ 12 34 56 C')
  c = await done(opened.store, concern(c.id, words))
})
afterAll(async () => {
  await opened?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('npm run pack', () => {
  it('prints the same bytes each time, with nothing that was written or typed in it', async () => {
    const first = await pack(c.ref.toLowerCase())
    expect(first).toMatchObject({ code: 0, said: '' })
    expect((await pack(c.ref)).out).toBe(first.out)
    expect(first.out).toContain(`Chronology of ${c.ref}, redacted`)
    expect(first.out).toContain('entries verified')
    for (const word of ['welbraxtpack', '123456', '12 34 56', 'UCEAST', 'URAISER', 'Example Street'])
      expect(first.out).not.toContain(word)
  })

  it('in full has every word, in a file that only its maker reads, and never overwrites one', async () => {
    const file = join(folder, 'full.html')
    expect(await pack(c.ref, '--full', '--out', file)).toMatchObject({ code: 0, out: '' })
    const page = await readFile(file, 'utf8')
    expect(page).toContain(words)
    expect(page).toContain('QQ 12 34 56 C')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const again = await pack(c.ref, '--full', '--out', file)
    expect(again.code).toBe(1)
    expect(again.said).toContain('It is there already')
  })

  it('is logged as a view before anything is written, with who had it made', async () => {
    await pack(c.ref, '--full')
    const { rows } = await opened.parts.owner.query<{ actor: string; what: string }>(
      'select actor, what from view_log where chain = $1 order by seq desc limit 1',
      [c.id],
    )
    expect(rows[0]?.what).toBe('full pack')
    expect(rows[0]?.actor).toMatch(/^operator:./)
    expect(await opened.store.verifyViews(c.id)).toMatchObject({ ok: true })
  })

  it('says at once where the record was changed behind its back', async () => {
    const { owner } = opened.parts
    await owner.query('alter table event disable trigger event_is_only_added_to')
    await owner.query("update event set actor = 'UOTHER' where case_id = $1 and seq = 2", [c.id])
    const { out } = await pack(c.ref)
    expect(out).toContain('NOT AS IT WAS WRITTEN from entry 2 on')
    await owner.query("update event set actor = 'URAISER' where case_id = $1 and seq = 2", [c.id])
    await owner.query('alter table event enable trigger event_is_only_added_to')
  })

  it.each([
    [[], 2, 'Say which case'],
    [['ACS-2026-000001-A', 'ACS-2026-000002-B'], 2, 'One case at a time'],
    [['--everything'], 2, '--everything'],
    [['ACS-2026-999999-Z'], 1, 'There is no case'],
  ])('with %j ends with %i and says: %s', async (args, code, says) => {
    const ended = await pack(...args)
    expect(ended.code).toBe(code)
    expect(ended.said).toContain(says)
    expect(ended.out).toBe('')
  })

  chromiumTest(
    'looks right in a browser: nothing is fetched, axe-core finds nothing, and it prints on A4',
    async () => {
      const file = join(folder, 'redacted.html')
      await pack(c.ref, '--out', file)
      const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
      try {
        // Its own policy lets nothing run, so the checker has to come in past it.
        const page = await browser.newPage({ bypassCSP: true })
        const asked: string[] = []
        page.on('request', request => void asked.push(request.url()))
        await page.goto(pathToFileURL(file).href)
        await page.evaluate(axe.source)
        const found = await page.evaluate<AxeResults>('axe.run()')
        expect(found.violations.map(({ id }) => id)).toEqual([])
        expect(asked).toEqual([pathToFileURL(file).href])
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
        const pdf = await page.pdf({ preferCSSPageSize: true })
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
        // The width and height of A4 in points.
        expect(pdf.toString('latin1')).toMatch(/MediaBox \[0 0 59[45][.\d]* 84[12]/)
        await page.screenshot({ path: join(tmpdir(), 'safehold-pack.png'), fullPage: true })
      } finally {
        await browser.close()
      }
    },
    60_000,
  )
})
