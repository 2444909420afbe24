import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'

/** The title of a test or of a group of tests, with what the brackets at its end cite. */
export type TestTitle = {
  file: string
  title: string
  rules: readonly string[]
  paragraphs: readonly string[]
  /** Parts of the brackets that are neither a rule nor a paragraph. */
  unreadable: readonly string[]
}

/** The titles of every test file under a folder, in the order of the files. */
export const readTitles = (folder: string): TestTitle[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.ts'))
    .sort()
    .flatMap(name => titlesIn(join(folder, name), readFileSync(join(folder, name), 'utf8')))

const call = /^[ \t]*(?:it|test|describe|\w+Test)((?:\.\w+)*)(?:<[^()\n]*>)?(?=\()/gm
const literal = /\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/y

/** The titles in the text of a test file. Of a title put together from parts only the first part is read. */
export const titlesIn = (file: string, text: string): TestTitle[] =>
  [...text.matchAll(call)].flatMap(found => {
    const [whole, chain = ''] = found
    const arguments_ = found.index + whole.length
    // `it.each([...])('title')`: the first brackets hold the table, the second the title.
    literal.lastIndex = /\.(each|for|skipIf|runIf)\b/.test(chain)
      ? endOfBrackets(text, arguments_)
      : arguments_
    const title = literal.exec(text)?.[2]?.replace(/\\(['"`])/g, '$1')
    return title === undefined ? [] : [{ file, title, ...citationsOf(title) }]
  })

const quoted = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*/y

/** Just behind the bracket that closes the one at `start`; brackets in quotes and comments do not count. */
const endOfBrackets = (text: string, start: number): number => {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    quoted.lastIndex = at
    const skipped = quoted.exec(text)?.[0].length
    if (skipped !== undefined) at += skipped - 1
    else if ('([{'.includes(text.charAt(at))) depth += 1
    else if (')]}'.includes(text.charAt(at))) depth -= 1
    if (depth === 0) return at + 1
  }
  return text.length
}

type Citations = Pick<TestTitle, 'rules' | 'paragraphs' | 'unreadable'>

const rule = /^([RDF])(\d+)([a-z]?)$/
const paragraph = /^(?:(ME|VR) )?(Note )?(?:after )?¶(\d+)( Note)?$/
const looksLikeOne = /^(?:[RDF]\d|ME |VR |¶)/

/**
 * What the brackets at the end of a title cite: "(R32, VR ¶6 Note, ¶11)" or "(R41 to R43)". A paragraph without a document
 * is one of the document before it. Brackets that do not begin with a rule or a paragraph are a part of the sentence.
 */
export const citationsOf = (title: string): Citations => {
  const parts = /\(([^()]*)\)$/.exec(title)?.[1]?.split(/[,;] */) ?? []
  const found = { rules: [] as string[], paragraphs: [] as string[], unreadable: [] as string[] }
  if (!looksLikeOne.test(parts[0] ?? '')) return found
  let document: string | undefined
  for (const part of parts) {
    document = /^(?:ME|VR)(?= )/.exec(part)?.[0] ?? document
    const [from = '', to = from] = part.split(' to ')
    const rules = rulesFrom(from, to)
    const paragraphs = paragraphsFrom(from, to, document)
    found.rules.push(...rules)
    found.paragraphs.push(...paragraphs)
    if (rules.length + paragraphs.length === 0) found.unreadable.push(part)
  }
  return found
}

const rulesFrom = (from: string, to: string): string[] => {
  const [, letter, first, half] = rule.exec(from) ?? []
  const [, lastLetter, last] = rule.exec(to) ?? []
  if (letter === undefined || letter !== lastLetter) return []
  return from === to ? [from] : numbers(first, last).map(n => `${letter}${n}${half}`)
}

const paragraphsFrom = (from: string, to: string, document: string | undefined): string[] => {
  const [, , before, first, after] = paragraph.exec(from) ?? []
  const last = paragraph.exec(to)?.[3]
  if (document === undefined || first === undefined || last === undefined) return []
  return numbers(first, last).map(n => `${document} ¶${n}${before || after ? ' Note' : ''}`)
}

const numbers = (first: string | undefined, last: string | undefined): number[] =>
  Array.from({ length: Math.max(Number(last) - Number(first) + 1, 0) }, (_, i) => Number(first) + i)
