import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program that some tests need and npm cannot bring. */
export type Service = {
  readonly name: string
  readonly programs: readonly string[]
  readonly package: string
}

export const redis: Service = { name: 'Redis', programs: ['redis-server'], package: 'redis-server' }
export const chromium: Service = {
  name: 'Chromium',
  programs: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  package: 'chromium',
}

/** The path of a service's program, or undefined when this machine has none. */
export function findService(service: Service): string | undefined {
  // Debian keeps some servers where an ordinary user's PATH does not lead.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin']
  return service.programs.flatMap(name => folders.map(folder => join(folder, name))).find(isProgram)
}

/** Under CI nothing may be skipped for want of a service. */
export const mustHaveServices = process.env['CI'] === 'true'

/**
 * Finds or installs Redis and Chromium, saying what it does. Returns those that are still missing.
 * Installs only where that needs no question: as root, on Debian, unless SAFEHOLD_NO_SYSTEM_INSTALL=1.
 */
export function provideServices(say: (line: string) => void): Service[] {
  const absent = [redis, chromium].filter(service => findService(service) === undefined)
  if (absent.length > 0 && canInstall()) install(absent, say)
  const missing = absent.filter(service => findService(service) === undefined)
  for (const service of missing) {
    const outcome = mustHaveServices ? 'which fails under CI=true' : 'so the tests that need it are skipped'
    say(`${service.name} is missing, ${outcome}. To get it: apt-get install ${service.package}`)
  }
  return missing
}

function canInstall(): boolean {
  const refused = process.env['SAFEHOLD_NO_SYSTEM_INSTALL'] === '1'
  return (
    !refused && process.getuid?.() === 0 && existsSync('/etc/debian_version') && isProgram('/usr/bin/apt-get')
  )
}

function install(services: readonly Service[], say: (line: string) => void): void {
  const packages = services.map(service => service.package)
  say(`Installing ${packages.join(' and ')} with apt-get (SAFEHOLD_NO_SYSTEM_INSTALL=1 turns this off).`)
  // RUNLEVEL=1 keeps the package from starting a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const aptGet = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-y', ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 900_000,
    })
  aptGet('update')
  const { status } = aptGet('install', '--no-install-recommends', ...packages)
  if (status !== 0) say(`apt-get could not install ${packages.join(' and ')}.`)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not ours to run: either way it cannot be used.
    return false
  }
}
