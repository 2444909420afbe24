import { randomBytes, randomUUID } from 'node:crypto'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { openDb } from '../../src/store/db.ts'
import type { StoreDeps } from '../../src/store/deps.ts'
import { migrate } from '../../src/store/migrate.ts'
import { cases, type Cases } from '../../src/store/perform/perform.ts'
import type { PerformRequest } from '../../src/store/perform/request.ts'
import { reads } from '../../src/store/reads.ts'
import { keyEncryption } from '../../src/store/vault/key-encryption.ts'
import { loadKeyring } from '../../src/store/vault/keyring.ts'
import { makeVault } from '../../src/store/vault/make-vault.ts'
import type { Vault } from '../../src/store/vault/vault.ts'
import { startPostgres } from './contenders.ts'
import { median, quantile, ratioOf, type Round } from './figures.ts'
import type { Part } from './part.ts'

const perRound = 40
const alone = 2000
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const staff = { everybody: calendarFor('england-and-wales') }

/** Texts as they are, and no key of a case: what a record without any sealing would do. */
const unsealed = (vault: Vault): Vault => ({
  ...vault,
  newCaseKey: () =>
    Promise.resolve({ key: Buffer.alloc(32), wrapped: { kekId: 'none', wrapped: Buffer.alloc(60) } }),
  sealText: (_key, _place, plain) => ({ nonce: Buffer.alloc(12), ciphertext: Buffer.from(plain, 'utf8') }),
})

/** Each link the same: a record that proves nothing. */
const unchained = (vault: Vault): Vault => ({ ...vault, chainHmac: prev => prev })

/** What sealing and chaining cost a raise: the store by turns with both, without one of them and without either. */
export const sealing: Part = async ({ rounds, closers }) => {
  const url = await startPostgres(closers)
  await migrate(url, log)
  const db = openDb(url, log)
  closers.push(() => db.close())
  const keks = keyEncryption({ dataKey: randomBytes(32) })
  const vault = makeVault(keks, await loadKeyring(db, keks))
  const deps: StoreDeps = { db, vault, staff, log }
  const vaults = {
    both: vault,
    'no sealing': unsealed(vault),
    'no chain': unchained(vault),
    neither: unchained(unsealed(vault)),
  }
  type Name = keyof typeof vaults
  // The keys of the record above.
  const names = Object.keys(vaults) as Name[]
  const found: Record<Name, Round[]> = { both: [], 'no sealing': [], 'no chain': [], neither: [] }
  const stores = names.map(name => ({
    name,
    store: cases({ ...deps, vault: vaults[name] }, () => undefined),
  }))
  for (let round = -1; round < rounds; round++) {
    const times: Record<Name, number[]> = { both: [], 'no sealing': [], 'no chain': [], neither: [] }
    // One raise each by turns, so that a machine that is busy for a while slows all alike.
    for (let i = 0; i < perRound; i++)
      for (const { name, store } of stores) times[name].push(await raiseOnce(store))
    // The first round only warms up.
    if (round >= 0)
      for (const name of names)
        found[name].push({
          latencies: times[name],
          seconds: times[name].reduce((sum, ms) => sum + ms, 0) / 1000,
        })
  }
  const p50 = (rounds: readonly Round[]) => rounds.map(({ latencies }) => quantile(latencies, 0.5))
  const overMs = (without: Name): number => {
    const bare = p50(found[without])
    return median(p50(found.both).map((ms, i) => ms - (bare[i] ?? Number.NaN)))
  }
  const aloneMs = await costAlone(vault)
  const figures = {
    p50: Object.fromEntries(names.map(name => [name, median(p50(found[name]))])),
    sealingMs: overMs('no sealing'),
    chainRatio: ratioOf(found.both, found['no chain'], 0.5),
    bothRatio: ratioOf(found.both, found.neither, 0.5),
    aloneMs,
  }
  return {
    lines: [
      `p50 of a raise in milliseconds, ${rounds} rounds of ${perRound}, one by one in turn`,
      ...names.map(name => `${name.padEnd(12)}${figures.p50[name]?.toFixed(2).padStart(8)}`),
      `sealing adds ${figures.sealingMs.toFixed(2)} ms; with the chain ${figures.chainRatio.median.toFixed(2)} times as long as without, with both ${figures.bothRatio.median.toFixed(2)}`,
      `by themselves, without a database: sealing ${aloneMs.sealing.toFixed(3)} ms, chain ${aloneMs.chain.toFixed(3)} ms`,
    ],
    figures,
    problems: await notAsSaid(deps),
  }
}

const raiseOnce = async (store: Cases): Promise<number> => {
  const request = raise()
  const from = performance.now()
  // On a very busy machine a statement is cut off now and then: pressed again, as people do.
  await store.perform(request).catch(() => store.perform(request))
  return performance.now() - from
}

/** What a raise asks of the vault, and nothing else: hardly moved by how busy the machine is. */
const costAlone = async (vault: Vault): Promise<{ sealing: number; chain: number }> => {
  const { texts } = raise()
  const caseId = randomUUID()
  const times = { sealing: [] as number[], chain: [] as number[] }
  for (let i = 0; i < alone; i++) {
    const from = performance.now()
    const { key } = await vault.newCaseKey(caseId)
    for (const [textId, { field, plain, isNumber }] of Object.entries(texts)) {
      vault.sealText(key, { caseId, textId, field }, plain)
      if (isNumber) vault.blind(plain)
    }
    const sealed = performance.now()
    let prev = Buffer.alloc(32)
    for (let seq = 1; seq <= 4; seq++)
      prev = Buffer.from(
        vault.chainHmac(prev, { caseId, seq, kind: 'concern_raised', at: '', actor: 'U1', data: { texts } }),
      )
    times.sealing.push(sealed - from)
    times.chain.push(performance.now() - sealed)
  }
  return { sealing: median(times.sealing), chain: median(times.chain) }
}

/** Whether the one record is sealed and proves itself, and the other neither. */
const notAsSaid = async (deps: StoreDeps): Promise<string[]> => {
  const look = async (vault: Vault): Promise<{ plain: boolean; proved: boolean }> => {
    const request = raise()
    const done = await cases({ ...deps, vault }, () => undefined).perform(request)
    const caseId = done.kind === 'done' ? done.caseId : ''
    const rows = await deps.db.rows<{ ciphertext: Buffer }>(
      'select ciphertext from sealed where case_id = $1',
      [caseId],
    )
    const words = Object.values(request.texts).map(({ plain }) => plain)
    return {
      plain: rows.some(({ ciphertext }) => words.includes(ciphertext.toString())),
      proved: (await reads(deps).verifyChain(caseId)).ok,
    }
  }
  const [whole, bare] = [await look(deps.vault), await look(unchained(unsealed(deps.vault)))]
  return [
    ...(whole.plain || !whole.proved ? ['the record that is measured is not sealed, or does not hold'] : []),
    ...(bare.plain && !bare.proved ? [] : ['the record to compare with is sealed, or chained']),
  ]
}

const story =
  'They said that nobody comes any more, that there is no food in, and that there is no point. I rang back twice. '.repeat(
    8,
  )

const raise = (): PerformRequest => {
  const [text, name, number] = [randomUUID(), randomUUID(), randomUUID()]
  return {
    nonce: randomUUID(),
    command: {
      kind: 'raise_concern',
      serviceLine: 'access_to_work',
      danger: 'no',
      text,
      name,
      number,
      harmed: ['customer'],
      kinds: ['not_sure'],
    },
    actor: { id: 'U0RAISER02', teams: [], mayConfirmRelease: false },
    texts: {
      [text]: { field: 'text', plain: story },
      [name]: { field: 'name', plain: 'Made-up Customer' },
      // A number of its own each time, so that no case is linked to another.
      [number]: { field: 'number', plain: randomUUID(), isNumber: true },
    },
  }
}
