import type { SourceFile } from './source-files.ts'

/** A rule as a refusal in the code names it, and where. */
export type RefusalRule = { file: string; rule: string }

/** Which argument of each maker of a refusal is its rule. */
const makers = {
  notAllowed: 1,
  notYet: 1,
  overtaken: 1,
  notFound: 1,
  alreadyDone: 1,
  impossibleEntry: 2,
} as const

const call = new RegExp(`\\b(${Object.keys(makers).join('|')})\\(`, 'g')
const literal = /'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"/g

/** The rule of every refusal in these files, as far as it is written out there. */
export const refusalRulesIn = (files: readonly SourceFile[]): RefusalRule[] =>
  files.flatMap(({ path, code }) =>
    [...code.matchAll(call)].flatMap(found => {
      // The pattern has no other names.
      const at = makers[found[1] as keyof typeof makers]
      const argument = argumentsFrom(code, found.index + found[0].length)[at] ?? ''
      return [...argument.matchAll(literal)].map(([, single, double]) => ({
        file: path,
        rule: single ?? double ?? '',
      }))
    }),
  )

const quoted = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/y

/** The arguments of the call whose first one begins here; brackets and commas in quotes do not count. */
const argumentsFrom = (code: string, start: number): string[] => {
  const found: string[] = []
  let depth = 1
  let from = start
  for (let at = start; depth > 0 && at < code.length; at += 1) {
    quoted.lastIndex = at
    const skipped = quoted.exec(code)?.[0].length
    if (skipped !== undefined) {
      at += skipped - 1
      continue
    }
    const sign = code.charAt(at)
    if ('([{'.includes(sign)) depth += 1
    else if (')]}'.includes(sign)) depth -= 1
    if (depth === 0 || (depth === 1 && sign === ',')) {
      found.push(code.slice(from, at))
      from = at + 1
    }
  }
  return found
}
