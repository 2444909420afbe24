// The one way in: `node run.mjs start`. Plain JavaScript on purpose, and only what Node brings along,
// because on a fresh clone nothing else is there yet.
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const scripts = {
  start: 'src/main.ts',
  test: 'test/support/run-tests.ts',
  check: 'test/support/check.ts',
  rules: 'test/support/rules.ts',
  bench: 'test/bench/bench.ts',
  chaos: 'test/chaos/chaos.ts',
  diagram: 'test/process/diagram.ts',
  sabotage: 'test/sabotage/sabotage.ts',
  explore: 'test/explore/explore.ts',
  'crash-points': 'test/crash-points/crash-points.ts',
  pictures: 'test/support/pictures.ts',
  manifest: 'src/slack/print-manifest.ts',
  pack: 'src/operator/pack.ts',
  doctor: 'src/operator/doctor.ts',
  audit: 'src/operator/audit.ts',
  retention: 'src/operator/retention.ts',
  wire: 'test/support/wire-page.ts',
  access: 'test/access/access.ts',
  canaries: 'test/support/canaries-run.ts',
  sbom: 'test/supply/sbom.ts',
  asvs: 'test/security/page.ts',
}
// What an image for production can do without what only tests and builds need.
const inProduction = ['start', 'manifest', 'doctor', 'audit', 'pack', 'retention']
const installForProduction = 'production-install'
const oldestNode = [20, 19]
const lockIsStaleAfterMs = 15 * 60_000

const root = dirname(fileURLToPath(import.meta.url))
const stampFile = join(root, 'node_modules', '.safehold-installed')

const exitCode = await run(process.argv[2], process.argv.slice(3))
if (exitCode !== undefined) process.exitCode = exitCode

async function run(script, args) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    return wrongUse(`Safehold needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`)
  }
  const known = Object.keys(scripts).filter(name => existsSync(join(root, scripts[name])))
  if (!known.includes(script) && script !== installForProduction) {
    return wrongUse(
      `${script ? `Unknown script "${script}"` : 'No script given'}. Known: ${known.join(', ')}.`,
    )
  }
  process.chdir(root)
  try {
    await installIfNeeded(script)
  } catch (error) {
    say(error.message)
    return error.exitCode ?? 1
  }
  if (script === installForProduction) return 0
  const { register } = await import('tsx/esm/api')
  register()
  const { main } = await import(pathToFileURL(join(root, scripts[script])).href)
  return main(args)
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function wrongUse(message) {
  say(message)
  return 2
}

// The stamp also names the machine, because packages hold programs for one platform.
function wantedStamp() {
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lockfile).digest('hex')} ${process.platform}-${process.arch}\n`
}

function installed(script) {
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
  if (stamp === wantedStamp()) return script !== installForProduction
  return stamp === productionStamp() && (script === installForProduction || inProduction.includes(script))
}

function productionStamp() {
  return `production ${wantedStamp()}`
}

async function installIfNeeded(script) {
  if (installed(script)) return
  const lockFile = await lockInstall()
  try {
    if (installed(script)) return
    say('Installing what Safehold needs (npm ci): package-lock.json is new or has changed.')
    const production = script === installForProduction
    const stamp = production ? productionStamp() : wantedStamp()
    await npmCi(lockFile, production)
    writeFileSync(`${stampFile}.draft`, stamp)
    renameSync(`${stampFile}.draft`, stampFile)
  } finally {
    rmSync(lockFile, { force: true })
  }
}

// The lock lies outside node_modules, which npm empties. In it are the numbers of the holder and of its npm,
// which may outlive a holder that is killed; when both have died the lock is stale.
async function lockInstall() {
  const folder = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const lockFile = join(tmpdir(), `safehold-install-${process.getuid?.() ?? 'user'}-${folder}.lock`)
  for (let told = false; ; ) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      return lockFile
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Error(`Could not make ${lockFile}: ${error.message}`)
    }
    if (removeIfStale(lockFile)) continue
    if (!told) say('Waiting for another start of Safehold that is installing.')
    told = true
    await new Promise(resolve => setTimeout(resolve, 300))
  }
}

function removeIfStale(lockFile) {
  const seen = readLock(lockFile)
  if (seen === undefined) return true
  if (seen.ageMs < lockIsStaleAfterMs && seen.holders.some(isAlive)) return false
  // Moved away first: if it is no longer the lock we looked at, its new holder gets it back.
  const moved = `${lockFile}.${randomUUID()}`
  try {
    renameSync(lockFile, moved)
  } catch (error) {
    if (error.code === 'ENOENT') return true
    throw new Error(`Could not remove the old ${lockFile}. Delete it and start again.`, { cause: error })
  }
  if (readLock(moved)?.holders.join() !== seen.holders.join()) renameSync(moved, lockFile)
  else rmSync(moved, { force: true })
  return true
}

function readLock(lockFile) {
  try {
    const holders = readFileSync(lockFile, 'utf8')
      .split(' ')
      .map(Number)
      .filter(pid => pid > 0)
    const ageMs = Date.now() - statSync(lockFile).mtimeMs
    // Made a moment ago and not yet written: its holder is at work.
    if (holders.length === 0 && ageMs < 2_000) holders.push(process.pid)
    return { holders, ageMs }
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function npmCi(lockFile, production) {
  const options = [
    production ? '--omit=dev' : '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ]
  const args = ['ci', ...options, '--prefer-offline', '--loglevel=error']
  const npmCli = process.env.npm_execpath ?? ''
  const throughNpm = ['npm-cli.js', 'npm-cli.cjs'].includes(basename(npmCli)) && existsSync(npmCli)
  const [command, commandArgs] = throughNpm ? [process.execPath, [npmCli, ...args]] : ['npm', args]
  // npm's report goes to stderr, so that stdout carries only the script's own words.
  const npm = spawn(command, commandArgs, { cwd: root, stdio: ['ignore', 2, 2] })
  if (npm.pid !== undefined) writeFileSync(lockFile, `${process.pid} ${npm.pid}`)
  let stoppedBy
  const stopTogether = signal => {
    stoppedBy = signal
    npm.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopTogether)
  const ended = await new Promise(resolve => {
    npm.once('error', error => resolve({ problem: `npm could not be run (${error.message})` }))
    npm.once('close', (code, signal) => resolve({ code, signal }))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stopTogether)
  if (stoppedBy) {
    throw Object.assign(new Error('Stopped while installing. Start again to finish it.'), {
      exitCode: 128 + constants.signals[stoppedBy],
    })
  }
  if (ended.code === 0) return
  const problem = ended.problem ?? `"npm ci" ended with ${ended.signal ?? `exit code ${ended.code}`}`
  throw new Error(
    `Could not install Safehold: ${problem}. The reason is above. ` +
      'Check the network and the npm registry settings ("npm config get registry"), then start again.',
  )
}
