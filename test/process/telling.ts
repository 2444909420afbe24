import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { isHeld } from '../../src/case/hold.ts'
import { elementsOf } from '../../src/workbench/block-kit.ts'
import { type Fields, listOf, textIn } from '../../src/workbench/fields.ts'

/** Which set of answers to which form made a command: forms of one shape in one status, held or not, count as one. */
export type Source = { form: string; n: number }

/** What a set of answers came to: what is so of the case after it, or why it was refused. */
export type Effect = { effect: string; isTaken: boolean }

/** Which sets of answers to a form are worth trying again: one of those that came to the same. */
export type Telling = {
  isWorthTrying: (source: Source) => boolean
  /** Says what one set of answers came to. */
  learn: (move: { source: Source; command: Command }, came: Effect) => void
  /** Says that the place is done: from the next on, what came to the same as another is left out. */
  settle: () => void
}

/**
 * Most of what a form asks goes on the record and changes nothing else, so most sets of answers to it come to the same.
 * They are told apart by trying all of them at the first place where one is taken. From then on one is enough of a form
 * that comes to the same whatever is answered, and of any other as many as have every answer in them, for each effect.
 */
export const tellingAnswers = (): Telling => {
  const settled = new Map<string, Set<number>>()
  const learning = new Map<string, Learned[]>()
  return {
    isWorthTrying: ({ form, n }) => settled.get(form)?.has(n) ?? true,
    learn: ({ source: { form, n }, command }, came) => {
      if (settled.has(form)) return
      const learned = learning.get(form) ?? []
      learned.push({ n, command, ...came })
      learning.set(form, learned)
    },
    settle: () => {
      for (const [form, learned] of learning)
        if (learned.some(({ isTaken }) => isTaken)) settled.set(form, tellingOf(learned))
      learning.clear()
    },
  }
}

type Learned = Effect & { n: number; command: Command }

const tellingOf = (learned: readonly Learned[]): Set<number> => {
  const effects = new Set(learned.filter(({ isTaken }) => isTaken).map(({ effect }) => effect))
  const known = new Set<string>()
  const telling = new Set<number>()
  for (const { n, command, effect } of learned) {
    const parts = effects.size > 1 ? partsOf(command) : []
    const fresh = ['', ...parts].map(part => `${effect} ${part}`).filter(part => !known.has(part))
    if (fresh.length > 0) telling.add(n)
    for (const part of fresh) known.add(part)
  }
  return telling
}

/** Every answer in a command by itself, however deep; a sealed text has another id each time and says nothing. */
const partsOf = (value: unknown, name = ''): string[] => {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([part, inner]) => partsOf(inner, `${name} ${part}`))
  const isChoice = typeof value === 'boolean' || (typeof value === 'string' && /^[a-z_]+$/.test(value))
  return isChoice ? [`${name} ${value}`] : []
}

/** Names a form by where the case is and what it asks: the words and days in it may differ. */
export const shapeOf = (c: Case, kind: string, blocks: unknown): string => {
  const fields = elementsOf(blocks)
    .filter(({ block }) => block['type'] === 'input')
    .map(({ blockId, element }) => [blockId, ...listOf(element['options']).map(optionIn)].join(' '))
  return [c.status, isHeld(c), kind, ...fields].join(' ')
}

/** What kind of thing an option is: "Visit" of a visit on some day. */
const optionIn = (option: Fields): string => textIn(option['text']).split(' ')[0] ?? ''
