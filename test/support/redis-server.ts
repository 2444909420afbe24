import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { dieWithParent } from '../../src/store/embedded/die-with-parent.ts'
import { freePort } from './free-port.ts'

/** A Redis of our own on a free port or the one given, with its files in `folder`. Settings as in production: nothing is evicted. */
export async function startRedis(program: string, folder: string, wantedPort?: number) {
  const port = wantedPort ?? (await freePort())
  const options = {
    bind: '127.0.0.1',
    port,
    dir: folder,
    'maxmemory-policy': 'noeviction',
    appendonly: 'yes',
  }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const command = dieWithParent('TERM', program, [...args, '--save', ''])
  const server = spawn(command.file, command.args, { stdio: 'ignore' })
  const ended = once(server, 'exit')
  const url = `redis://127.0.0.1:${port}`
  await Promise.race([
    answers(url),
    ended.then(([code]) => Promise.reject(new Error(`redis-server ended with exit code ${code}`))),
  ])
  const end = async (name: NodeJS.Signals) => {
    server.kill(name)
    await ended
  }
  const hasEnded = () => server.exitCode !== null || server.signalCode !== null
  return { url, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), hasEnded, pid: server.pid }
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
  // Refused connections are expected until the server listens; the ping waits for it.
  client.on('error', () => {})
  await client.ping()
  client.disconnect()
}
