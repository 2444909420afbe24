import { readFileSync, writeFileSync } from 'node:fs'
import tls from 'node:tls'
import { saidOf } from './said-of.ts'

const coreFilter = '/proc/self/coredump_filter'

/** For every connection that is made from here: forward secrecy, and nothing that could be changed on the way. */
const ciphers = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':')

/**
 * What ends this process, or goes wrong in it, leaves nothing of what people typed: no diagnostic report, no inspector on
 * SIGUSR1, no memory in a core file, and of a fault that nothing caught its class and place alone, with exit code 1.
 * And no connection is made with a cipher that is weak.
 * Programs that are started from here inherit the setting for core files. May be called twice.
 */
export const guardProcess = (): void => {
  if (guarded) return
  guarded = true
  const { report } = process
  report.reportOnFatalError = false
  report.reportOnSignal = false
  report.reportOnUncaughtException = false
  // Node opens its inspector on this signal unless somebody listens to it.
  process.on('SIGUSR1', () => undefined)
  emptyCoreFiles()
  tls.DEFAULT_MIN_VERSION = 'TLSv1.2'
  tls.DEFAULT_CIPHERS = ciphers
  process.on('uncaughtException', error => {
    complain('Safehold ends because of a fault that nothing caught', error)
    process.exit(1)
  })
  // Node's own listener would print the warning's words.
  process.removeAllListeners('warning')
  process.on('warning', warning => complain('Node warns', warning))
}
let guarded = false

/** Tells an operator of an error: what may be told of it, in one line. */
export const complain = (what: string, error: unknown): void => {
  process.stderr.write(`${what}: ${saidOf(error)}\n`)
}

/** Linux leaves the kinds of memory that are named here out of a core file: all of them. */
const emptyCoreFiles = (): void => {
  try {
    writeFileSync(coreFilter, '0')
  } catch {
    // No Linux, or not ours to set: coreFilesHold says so where a core file would be written.
  }
}

/** Whether a crash would write the memory of this process to a file. Where the system does not say, it counts as no. */
export const coreFilesHold = (): boolean => {
  try {
    const limit = /^Max core file size\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return limit !== '0' && Number.parseInt(readFileSync(coreFilter, 'utf8'), 16) !== 0
  } catch {
    return false
  }
}
