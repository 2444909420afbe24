import { main } from '../../src/main.ts'
import { type AnyTap, type Place, tappedFetch } from './points.ts'

/** What the parent asks of a process that can die at a point. */
export type Order = { die: Place } | { tell: true }
/** `armed` in answer to `die`; what was passed since it was last told, in answer to `tell`. */
export type Report = { armed: Place } | { passed: Place[] }

// Safehold as it is started everywhere, but for a tap in which it dies: kill -9 from within, in the middle of a turn, so
// that not one more step is taken. Where to die may be given beforehand, for what happens at the start.
const [, , bornToDieAt] = process.argv
let dieAt: string | undefined = bornToDieAt
let passed: Place[] = []

const tap: AnyTap = (point, about) => {
  const place: Place = `${point} ${about}`
  if (place === dieAt) process.kill(process.pid, 'SIGKILL')
  if (!passed.includes(place)) passed.push(place)
}

const report = (what: Report): void => void process.send?.(what)

process.on('message', (order: Order) => {
  if ('die' in order) {
    dieAt = order.die
    report({ armed: order.die })
  } else {
    report({ passed })
    passed = []
  }
})
// Nobody is left who could end it in order.
process.on('disconnect', () => process.exit(1))

globalThis.fetch = tappedFetch(tap, globalThis.fetch)
process.exitCode = await main([], tap)
