import { createServer, connect, type Socket } from 'node:net'

/** A TCP proxy between Safehold and what it needs, by which that can be taken away. */
export type TcpProxy = {
  port: number
  /** Ends the connections there are and refuses new ones (FIN), as when the server is stopped. */
  refuse(): Promise<void>
  /** Lets nothing through any more and says nothing; new connections are taken and get no answer. */
  blackhole(): void
  /** New connections go through again. What stood in a black hole stays dead and says nothing, the worst that can be. */
  heal(): Promise<void>
  close(): Promise<void>
}

/** Passes everything on to a port or a Unix socket of this computer. */
export const tcpProxy = async (target: number | string): Promise<TcpProxy> => {
  const open = new Set<Socket>()
  let isDark = false
  const server = createServer(near => {
    open.add(near)
    near.on('error', () => near.destroy())
    near.on('close', () => open.delete(near))
    if (isDark) return
    const far = typeof target === 'string' ? connect(target) : connect(target, '127.0.0.1')
    open.add(far)
    far.on('error', () => far.destroy())
    far.on('close', () => {
      open.delete(far)
      near.end()
    })
    near.on('close', () => far.end())
    near.pipe(far)
    far.pipe(near)
  })
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
  const stopListening = (): Promise<void> =>
    new Promise(resolve => {
      if (!server.listening) return resolve()
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    refuse: stopListening,
    blackhole: () => {
      isDark = true
      for (const socket of open) {
        socket.unpipe()
        socket.pause()
      }
    },
    heal: async () => {
      isDark = false
      if (!server.listening) await listen(port)
    },
    close: async () => {
      isDark = false
      await stopListening()
    },
  }
}

/** A proxy before a database of the run's own server, and the database's address by way of it. */
export const databaseProxy = async (url: string): Promise<TcpProxy & { url: string }> => {
  const address = new URL(url)
  const folder = address.searchParams.get('host')
  const server = Number(address.port === '' ? 5432 : address.port)
  const proxy = await tcpProxy(folder === null ? server : `${folder}/.s.PGSQL.${server}`)
  address.searchParams.delete('host')
  address.host = `127.0.0.1:${proxy.port}`
  return { ...proxy, url: address.href }
}
