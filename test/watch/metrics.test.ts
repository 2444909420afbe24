import { expect, it } from 'vitest'
import { countQueueError, startAnswering, writeMetrics } from '../../src/watch/metrics.ts'

const found = {
  deadlinesLate: 2,
  deadlinesMissed: 1,
  rungsTold: 9,
  toldWithin: { '6': 7 },
  deadlinesDue: 3,
  lanes: [{ lane: 'urgent', waiting: 4, failed: 5, oldestSeconds: 6.5 }],
  troubleOpen: 8,
  channelsShut: 6,
}
const store = {
  readFigures: async () => found,
  readHeartbeat: async () => ({ ageMs: { whole: 61_000 } }),
}

it('the figures are written as Prometheus reads them', async () => {
  startAnswering('raise_concern')()
  countQueueError('deadlines')
  const text = await writeMetrics({ store, live: () => 2 })
  for (const line of [
    'safehold_database_up 1',
    'safehold_deadlines_missed 1',
    'safehold_deadlines_late 2',
    'safehold_deadlines_told 9',
    'safehold_deadlines_told_within{le="6"} 7',
    'safehold_deadlines_due 3',
    'safehold_deliveries_waiting{lane="urgent"} 4',
    'safehold_deliveries_failed{lane="urgent"} 5',
    'safehold_deliveries_oldest_seconds{lane="urgent"} 6.5',
    'safehold_trouble_open 8',
    'safehold_channels_shut 6',
    'safehold_heartbeat_age_seconds 61',
    'safehold_sockets_live 2',
    'safehold_answer_seconds_count{command="raise_concern"} 1',
    'safehold_queue_errors_total{queue="deadlines"} 1',
  ])
    expect(text.split('\n')).toContain(line)
})

it('a database that does not answer is a figure, and its last figures are not shown as if they were new', async () => {
  const away = { ...store, readFigures: () => Promise.reject(new Error('away')) }
  const text = await writeMetrics({ store: away, live: () => undefined })
  expect(text).toContain('safehold_database_up 0')
  for (const name of ['deadlines_missed', 'heartbeat_age_seconds', 'sockets_live', 'deliveries_waiting'])
    expect(text).not.toMatch(new RegExp(`^safehold_${name}[{ ]`, 'm'))
})

it('a name that no form of ours has becomes no label', async () => {
  startAnswering('Mrs Made-Up, QQ 12 34 56 C')()
  const text = await writeMetrics({ store: undefined, live: () => undefined })
  expect(text).toContain('command="other"')
  expect(text).not.toContain('Made-Up')
})
