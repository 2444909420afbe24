import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Proxy, startProxy } from './proxy.ts'

/** Answers each piece with itself in capitals. */
const startEcho = async (): Promise<{ server: Server; port: number; hangUp: () => void }> => {
  const callers: Socket[] = []
  const server = createServer(socket => {
    callers.push(socket)
    socket.on('error', () => socket.destroy())
    socket.on('data', piece => socket.write(piece.toString().toUpperCase()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The echo has no port')
  return { server, port: address.port, hangUp: () => callers.forEach(caller => caller.resetAndDestroy()) }
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const behindProxy = async (): Promise<Proxy> => {
  const { server, port } = await startEcho()
  closers.push(() => server.close())
  const proxy = await startProxy(() => [
    { port: 1, host: '127.0.0.1' },
    { port, host: '127.0.0.1' },
  ])
  closers.push(() => proxy.close())
  return proxy
}

/** A connection with everything it has heard, and how it ended. */
const callOn = (proxy: Proxy) => {
  const socket: Socket = connect(proxy.port, '127.0.0.1')
  closers.push(() => socket.destroy())
  const heard = { words: '', ended: '' }
  socket.on('data', piece => {
    heard.words += piece.toString()
  })
  socket.on('error', error => {
    heard.ended = 'code' in error ? String(error.code) : error.message
  })
  return { say: (words: string) => socket.write(words), heard }
}

describe('the proxy of a chaos run', () => {
  it('passes what is said both ways, to a target that takes it', async () => {
    const { say, heard } = callOn(await behindProxy())
    say('hello')
    await expect.poll(() => heard.words).toBe('HELLO')
  })

  it('holds everything back without a word, and lets it go later', async () => {
    const proxy = await behindProxy()
    const { say, heard } = callOn(proxy)
    say('one ')
    await expect.poll(() => heard.words).toBe('ONE ')
    proxy.hold()
    say('two ')
    const late = callOn(proxy)
    late.say('three')
    // Another connection through another proxy shows that there was time enough.
    const other = callOn(await behindProxy())
    other.say('done')
    await expect.poll(() => other.heard.words).toBe('DONE')
    expect([heard, late.heard]).toEqual([
      { words: 'ONE ', ended: '' },
      { words: '', ended: '' },
    ])
    proxy.pass()
    await expect.poll(() => [heard.words, late.heard.words]).toEqual(['ONE TWO ', 'THREE'])
  })

  it('resets every connection, and refuses new ones until it passes again', async () => {
    const proxy = await behindProxy()
    const before = callOn(proxy)
    before.say('one')
    await expect.poll(() => before.heard.words).toBe('ONE')
    proxy.refuse()
    await expect.poll(() => before.heard.ended).toBe('ECONNRESET')
    const during = callOn(proxy)
    await expect.poll(() => during.heard.ended).toBe('ECONNRESET')
    proxy.pass()
    const after = callOn(proxy)
    after.say('two')
    await expect.poll(() => after.heard.words).toBe('TWO')
  })

  it('ends although the other side hung up while it held everything back', async () => {
    const { server, port, hangUp } = await startEcho()
    closers.push(() => server.close())
    const proxy = await startProxy(() => [{ port, host: '127.0.0.1' }])
    const { say, heard } = callOn(proxy)
    say('one')
    await expect.poll(() => heard.words).toBe('ONE')
    proxy.hold()
    hangUp()
    await once(server.close(), 'close')
    await expect(proxy.close()).resolves.toBeUndefined()
  })
})
