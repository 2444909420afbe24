import { randomUUID } from 'node:crypto'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { PlainText, Store } from '../../src/store/store.ts'
import type { Attempt } from '../explore/take.ts'
import { freshNumber } from './acting.ts'

/** The moves of the exploration, made through the store. */
export type InStore = {
  /** Performs a move of the model on the case with that id: "done", or the code of the refusal. */
  perform(ids: readonly string[], tried: Attempt, basedOn?: number): Promise<string>
  /** The stored case, with the names that the model has for it and its texts. */
  caseOf(ids: readonly string[], id: string): Promise<Case | null>
  /** Cases without what the model cannot know: moments and references. */
  plain(cases: readonly (Case | null)[]): unknown[]
}

const isText = (value: string) => value === 't' || value.startsWith('number')

/** A value with each string in it changed. */
const withStrings = (value: unknown, change: (text: string, key: string) => string, key = ''): unknown => {
  if (typeof value === 'string') return change(value, key)
  if (Array.isArray(value)) return value.map(part => withStrings(part, change, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withStrings(part, change, name)]),
  )
}

/** `names` keeps what the model calls each text that was sealed, for all stores of a test. */
export const inStore = (store: Store, names: Map<string, string>): InStore => {
  const sealed = (ids: readonly string[], command: Command) => {
    const texts: Record<string, PlainText> = {}
    const changed = withStrings(command, (value, field) => {
      const place = /^case-(\d)$/.exec(value)
      if (place) return ids[Number(place[1]) - 1] ?? value
      // The kind of a command is no text, whatever it begins with.
      if (field === 'kind' || !isText(value)) return value
      const id = randomUUID()
      const isNumber = value.startsWith('number')
      texts[id] = { field, plain: isNumber ? freshNumber() : 'Words.', ...(isNumber && { isNumber }) }
      names.set(id, value)
      return id
    })
    // Only strings were changed, each for another.
    return { command: changed as Command, texts }
  }
  return {
    perform: async (ids, { index, move, command }, basedOn) => {
      const id = ids[index] ?? ''
      const exists = (await store.readCase({ id })) !== null
      const done = await store.perform({
        nonce: randomUUID(),
        actor: move.by,
        ...sealed(ids, command),
        ...(exists ? { caseId: id } : { opensWith: id }),
        ...(basedOn === undefined ? {} : { basedOn }),
      })
      return done.kind === 'done' ? 'done' : done.refusal.code
    },
    caseOf: async (ids, id) => {
      const now = await store.readCase({ id })
      const named = (text: string) =>
        ids.reduce((named, one, i) => named.replaceAll(one, `case-${i + 1}`), names.get(text) ?? text)
      // Only strings are changed, each for another.
      return now && (withStrings(now.case, named) as Case)
    },
    plain: cases =>
      cases.map(c =>
        withStrings(sorted(c), (text, key) =>
          /T\d\d:/.test(text) ? 'a moment' : key === 'ref' ? 'ref' : text,
        ),
      ),
  }
}

/** The same value with its keys in order: the database keeps them in another. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  )
}
