export type LogLine = {
  at: string
  direction: 'to Safehold' | 'from Safehold' | 'fault'
  what: string
  status: string
  ms: number
  note: string
}

/** The last 200 requests, both ways. Holds method names and outcomes, never what people typed. */
export type WireLog = {
  add(line: Omit<LogLine, 'at' | 'note'> & { note?: string }): void
  lines(): LogLine[]
}

const KEPT = 200

export function createWireLog(now: () => Date, onLine: () => void): WireLog {
  const kept: LogLine[] = []
  return {
    add(line) {
      kept.push({ at: now().toISOString(), note: '', ...line, ms: Math.round(line.ms) })
      if (kept.length > KEPT) kept.shift()
      onLine()
    },
    lines: () => [...kept],
  }
}
