import { between, type Tap } from '../src/tap.ts'
import type { Queues } from './queues.ts'

/** The queues with a tap around each addition and around the work of each job. */
export const tappedQueues = (queues: Queues, tap: Tap): Queues => ({
  ...queues,
  add: (queue, name, data, options) =>
    between(tap, ['before_add', 'added'], name, () => queues.add(queue, name, data, options)),
  addAll: (queue, name, jobs) =>
    between(tap, ['before_add', 'added'], name, () => queues.addAll(queue, name, jobs)),
  work: (queue, run) =>
    queues.work(queue, data => between(tap, ['before_job', 'job_done'], queue, () => run(data))),
})
