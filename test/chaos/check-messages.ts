import type { Finding } from './check.ts'
import type { FinalState, Row, Shown } from './final-state.ts'

/** So far two clocks of one machine may be apart while time moves on. */
const clocksAgreeMs = 2000

/** A direct message cannot be read back: told twice is better than not told. */
const isDirect = (channel: string): boolean => channel.startsWith('D')

/** Every message that is to be in Slack is there, once, and what is there is about something in the record. */
export const checkMessages = ({
  recorded,
  shown,
  failedShown,
  log,
}: FinalState): { findings: Finding[]; twiceInDirect: number } => {
  const { messages, cases } = recorded
  const known = new Set(cases.map(({ ref }) => ref))
  const byId = new Map<string, Shown[]>()
  for (const one of shown) if (one.id !== '') byId.set(one.id, [...(byId.get(one.id) ?? []), one])
  const again = [...byId].filter(([, times]) => times.length > 1)
  const failed = messages.filter(({ status }) => status === 'failed')
  return {
    twiceInDirect: again.filter(([, times]) => times.every(({ channel }) => isDirect(channel))).length,
    findings: [
      ...again
        .filter(([, times]) => times.some(({ channel }) => !isDirect(channel)))
        .map(
          ([id, times]): Finding => ({
            figure: 'doubled',
            what: `${times.length} times in ${times[0]?.channel}: ${id}`,
          }),
        ),
      ...messages
        .filter(row => row.status === 'sent' && !isThere(row, shown))
        .map(
          (row): Finding => ({
            figure: 'lost',
            what: `${row.kind} ${row.id} counts as sent to ${row.destination}`,
          }),
        ),
      ...messages.filter(isTooSoon).map(
        (row): Finding => ({
          figure: 'early',
          what: `${row.destination} was told ${row.id} at ${row.ts} by Slack's clock, which came about at ${row.createdAt}`,
        }),
      ),
      ...messages
        .filter(({ status, later }) => status !== 'sent' && status !== 'failed' && !later)
        .map(
          (row): Finding => ({
            figure: 'missed',
            what: `${row.kind} for ${row.destination} is ${row.status}`,
          }),
        ),
      ...shown.flatMap(({ channel, words }) =>
        (words.match(/ACS-\d{4}-\d{6}-[A-Z]/g) ?? [])
          .filter(ref => !known.has(ref))
          .map(
            (ref): Finding => ({
              figure: 'unexpected',
              what: `${channel} is told of ${ref}, which is not there`,
            }),
          ),
      ),
      ...(failed.length > failedShown || (failed.length > 0 && !log.includes('it needs somebody to look'))
        ? [
            {
              figure: 'silent failure' as const,
              what: `${failed.length} messages failed, and /readyz shows ${failedShown}`,
            },
          ]
        : []),
    ],
  }
}

/** A process that trusted its own clock would write of what has not come yet. Slack's clock is the run's own. */
const isTooSoon = ({ ts, createdAt }: Row): boolean =>
  ts !== null && createdAt !== null && Number(ts) * 1000 < Date.parse(createdAt) - clocksAgreeMs

const isThere = ({ channel, ts }: Row, shown: readonly Shown[]): boolean =>
  shown.some(one => one.channel === channel && one.ts === ts)
