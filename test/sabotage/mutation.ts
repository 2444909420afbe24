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
  /** A test file, and words of the title of the test that is to fail. */
  caughtBy: readonly [file: string, title: string]
}

/** Mutations of one file. */
export const inFile = (file: string, ...mutations: readonly Omit<Mutation, 'file'>[]): Mutation[] =>
  mutations.map(mutation => ({ ...mutation, file }))

/** The folder of the code that is broken: 'case', 'store', 'handlers'. */
export const roomOf = ({ file }: Pick<Mutation, 'file'>): string =>
  /^(?:src\/)?(\w+)\//.exec(file)?.[1] ?? 'src'

/** The text of the file with the mutation in it. Throws unless `find` occurs exactly once. */
export const mutated = (text: string, { id, file, find, replace }: Mutation): string => {
  const [before, after, ...more] = text.split(find)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(
      `Mutation ${id}: its text occurs ${more.length + (after === undefined ? 0 : 1)} times in ${file}, not once. Bring the table in test/sabotage up to date`,
    )
  return before + replace + after
}
