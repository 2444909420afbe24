import type { Mutation } from './mutation.ts'

type Draft = { id: string; why: string; find: string[]; replace: string[] }

/**
 * Reads mutations as they are written down. A line "# src/…" names the file that those after it break. Each begins with
 * "id: the fact that is broken"; then come the lines it takes out ("- …") and puts in ("+ …", none for nothing), and
 * "caught by test/…: words of the title". Throws with the line that is none of these.
 */
export const readMutations = (text: string, name: string): Mutation[] => {
  const found: Mutation[] = []
  let file = ''
  let draft: Draft | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const wrong = (what: string) => new Error(`${name}, line ${index + 1}: ${what}`)
    const header = /^# (\S+)$/.exec(line)
    const begin = /^([a-z][\w-]*): (.+)$/.exec(line)
    const end = /^caught by (\S+\.test\.ts): (.+)$/.exec(line)
    const change = /^([-+])(?: (.*))?$/.exec(line)
    if (line.trim() === '') continue
    if (draft && change) draft[change[1] === '-' ? 'find' : 'replace'].push(change[2] ?? '')
    else if (draft && end) {
      if (draft.find.length === 0) throw wrong(`${draft.id} takes nothing out`)
      const caughtBy = { file: end[1] ?? '', title: end[2] ?? '' }
      const { id, why, find, replace } = draft
      found.push({ id, file, find: find.join('\n'), replace: replace.join('\n'), why, caughtBy })
      draft = undefined
    } else if (draft) throw wrong(`${draft.id} is not finished: it needs "caught by"`)
    else if (header) file = header[1] ?? ''
    else if (begin && file !== '') draft = { id: begin[1] ?? '', why: begin[2] ?? '', find: [], replace: [] }
    else throw wrong(`this is neither a file nor the beginning of a mutation: ${line}`)
  }
  if (draft) throw new Error(`${name}: ${draft.id} is not finished: it needs "caught by"`)
  return found
}
