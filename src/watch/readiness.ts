import { setTimeout as delay } from 'node:timers/promises'
import type { Conditions, Part } from './conditions.ts'

/** What a look at a part finds: nothing the matter, or a code, and whether Safehold can do its work without the part. */
export type Probe = () => Promise<{ code: string; stops: boolean } | undefined>

/** What is shown beside the parts; its warnings join those of the start. */
export type Figures = { warnings?: readonly string[] }

export type Readiness = {
  /** From now on this part is looked at, every few seconds and whenever somebody asks. */
  watch(part: Part, probe: Probe): void
  /** Figures that are shown beside the parts. Left out while they cannot be had. */
  show(figures: () => Promise<Figures>): void
  warn(warning: string): void
  /** Everything is there for the first time. */
  started(): void
  /** Answers within a second, whatever hangs. */
  readiness(): Promise<{ ready: boolean; detail: Record<string, unknown> }>
  /** It is to end: from now on it is not ready, and looks at nothing. May be called twice. */
  stop(): void
}

const lookEveryMs = 5000
/** A look that takes longer finds a part that does not answer. Together with the figures less than a second. */
const answerWithinMs = 850
const lateMs = 900

/** Looks at the parts that Safehold needs, and says what is the matter with each and since when. */
export const openReadiness = (conditions: Conditions): Readiness => {
  const probes = new Map<Part, Probe>()
  const warnings: string[] = []
  let figures: () => Promise<Figures> = () => Promise.resolve({})
  let isStarted = false
  let looking: Promise<void> | undefined

  let isStopped = false
  const look = (): Promise<void> => {
    if (isStopped) return Promise.resolve()
    looking ??= Promise.all(
      [...probes].map(async ([part, probe]) => conditions.note(part, await inTime(probe))),
    ).then(() => void (looking = undefined))
    return looking
  }
  const timer = setInterval(() => void look(), lookEveryMs)
  timer.unref()

  return {
    watch: (part, probe) => void probes.set(part, probe),
    show: given => void (figures = given),
    warn: warning => void warnings.push(warning),
    started: () => void (isStarted = true),
    readiness: async () => {
      const [shown] = await Promise.all([unlessLate(figures()), look()])
      const found = conditions.all()
      const parts = [...new Set([...probes.keys(), ...namesOf(found)])]
      return {
        ready: isStarted && !isStopped && Object.values(found).every(({ stops }) => !stops),
        detail: {
          ...(isStarted ? {} : { starting: true }),
          ...Object.fromEntries(parts.map(part => [part, found[part]?.code ?? 'ok'])),
          since: Object.fromEntries(namesOf(found).map(part => [part, found[part]?.since])),
          ...shown,
          warnings: [...warnings, ...(shown.warnings ?? [])],
        },
      }
    },
    stop: () => {
      isStopped = true
      clearInterval(timer)
    },
  }
}

const namesOf = (found: ReturnType<Conditions['all']>): Part[] =>
  // Its keys are the parts that were noted.
  Object.keys(found) as Part[]

const inTime = async (probe: Probe): Promise<Awaited<ReturnType<Probe>>> => {
  const late = new AbortController()
  const tooLong = delay(
    answerWithinMs,
    { code: 'no_answer', stops: true },
    { signal: late.signal, ref: false },
  )
  tooLong.catch(() => undefined)
  try {
    return await Promise.race([probe(), tooLong])
  } catch (error) {
    return { code: error instanceof Error ? error.name : 'unknown', stops: true }
  } finally {
    late.abort()
  }
}

const unlessLate = async (figures: Promise<Figures>): Promise<Figures> => {
  // What comes too late or fails is left out: the part it comes from says why.
  const late = delay<Figures>(lateMs, {}, { ref: false })
  return Promise.race([figures.catch((): Figures => ({})), late])
}
