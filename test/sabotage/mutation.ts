/** One thing broken on purpose, and the test that notices. */
export type Mutation = {
  id: string
  /** The file that is broken, from the project's root. */
  file: string
  /** Text that occurs in it exactly once, and what stands there instead. */
  find: string
  replace: string
  /** The fact that is no longer true, with its rule. */
  why: string
  /** The test that is to fail: its file, and words of its title. */
  caughtBy: { file: string; title: string }
}

/** The folder of the code that is broken: 'case', 'store', 'handlers'. */
export const roomOf = ({ file }: Pick<Mutation, 'file'>): string =>
  /^(?:src\/)?(\w+)\//.exec(file)?.[1] ?? 'src'

/** How often the text that a mutation replaces is in the file: exactly once in a table that is up to date. */
export const occurrences = (text: string, { find }: Pick<Mutation, 'find'>): number =>
  find === '' ? 0 : text.split(find).length - 1

/** The text of the file with the mutation in it. Throws unless `find` occurs exactly once. */
export const mutated = (text: string, mutation: Mutation): string => {
  const { id, file, find, replace } = mutation
  const count = occurrences(text, mutation)
  if (count !== 1)
    throw new Error(
      `${id}: the text that it replaces is in ${file} ${count} times, not once. Bring test/sabotage up to date`,
    )
  return text.replace(find, () => replace)
}
