import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import { dieWithParent } from '../../src/store/embedded/die-with-parent.ts'

/** A Redis of our own on a free port, with its files in `folder`. Settings as in production: nothing is evicted. */
export async function startRedis(program: string, folder: string) {
  const port = await freePort()
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
  const stop = async () => {
    server.kill('SIGTERM')
    await ended
  }
  return { url, stop }
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
  // Refused connections are expected until the server listens; the ping waits for it.
  client.on('error', () => {})
  await client.ping()
  client.disconnect()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Listening on TCP, the address is never a pipe name.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
