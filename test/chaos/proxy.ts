import { createServer, connect, type Server, type Socket } from 'node:net'

/** Where connections are passed on to: a port of this machine, or a Unix socket. */
export type Target = { port: number; host: '127.0.0.1' } | { path: string }

/** A TCP proxy between Safehold and what it needs, that can fail as a network fails. */
export type Proxy = {
  readonly port: number
  /** As it should be. What was held back goes on its way. */
  pass(): void
  /** Nothing comes through either way, and nobody is told: no FIN, no RST. New connections are taken. */
  hold(): void
  /** Resets every connection, and refuses new ones until it passes again. */
  refuse(): void
  /** Resets every connection; new ones are passed on. */
  cut(): void
  close(): Promise<void>
}

/** With several targets, each connection goes to the next one that takes it. */
export const startProxy = async (targets: () => readonly Target[]): Promise<Proxy> => {
  const pairs = new Set<readonly [Socket, Socket]>()
  const callers = new Set<Socket>()
  let mode: 'pass' | 'hold' | 'refuse' = 'pass'
  let turn = 0

  const join = (near: Socket, far: Socket): void => {
    const pair = [near, far] as const
    pairs.add(pair)
    near.pipe(far)
    far.pipe(near)
    if (mode === 'hold') holdPair(pair)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('close', () => {
        // Nobody hears of it while everything is held back; then a broken connection is one on both sides.
        if (mode === 'hold') return
        pairs.delete(pair)
        other.destroy()
      })
  }
  const holdPair = ([near, far]: readonly [Socket, Socket]): void => {
    near.unpipe(far)
    far.unpipe(near)
    near.pause()
    far.pause()
  }
  const letGo = (pair: readonly [Socket, Socket]): void => {
    const [near, far] = pair
    if (near.destroyed || far.destroyed) {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
      return
    }
    near.pipe(far)
    far.pipe(near)
  }

  const server: Server = createServer({ allowHalfOpen: true }, near => {
    callers.add(near)
    near.on('close', () => callers.delete(near))
    near.on('error', () => near.destroy())
    if (mode === 'refuse') return void near.resetAndDestroy()
    const all = targets()
    turn += 1
    tryEach(
      [...all.slice(turn % Math.max(all.length, 1)), ...all.slice(0, turn % Math.max(all.length, 1))],
      near,
    )
  })
  const tryEach = ([target, ...others]: readonly Target[], near: Socket): void => {
    if (target === undefined) return void near.resetAndDestroy()
    const far = connect(target)
    const next = (): void => tryEach(others, near)
    far.once('error', next)
    far.once('connect', () => {
      far.off('error', next)
      far.on('error', () => far.destroy())
      if (near.destroyed) far.destroy()
      else join(near, far)
    })
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  const cut = (): void => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy()
      far.destroy()
    }
    pairs.clear()
  }
  return {
    port: address.port,
    pass: () => {
      const held = mode === 'hold'
      mode = 'pass'
      if (held) pairs.forEach(letGo)
    },
    hold: () => {
      mode = 'hold'
      pairs.forEach(holdPair)
    },
    refuse: () => {
      mode = 'refuse'
      cut()
    },
    cut,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        cut()
        for (const caller of callers) caller.destroy()
      }),
  }
}
