/** What stands behind an answer: tests by file and title, or a page of the documentation. */
export type Proof = {
  tests: readonly (readonly [file: string, title: string])[]
  page?: string
  note?: string
}

/** One requirement of ASVS 5.0.0, or a whole section of which nothing applies, and how Safehold answers it. */
export type Entry = {
  /** `V8.2.1`, or a section `V6.2`. */
  id: string
  /** What it asks for, in our words. */
  asks: string
} & ({ met: Proof } | { doesNotApply: string } | { notMet: string })

/** Met, and each of these tests fails when it is not any more: `file :: title`. */
export const met = (id: string, asks: string, tests: readonly string[], note?: string): Entry => ({
  id,
  asks,
  met: {
    tests: tests.map(test => {
      const [file = '', title = ''] = test.split(' :: ')
      return [`test/${file}.test.ts`, title] as const
    }),
    ...(note !== undefined && { note }),
  },
})

/** Written down, with the tests, if any, that hold the page to what is so. */
export const written = (
  id: string,
  asks: string,
  page: string,
  tests: readonly string[] = [],
  note?: string,
): Entry => {
  const entry = met(id, asks, tests, note)
  return 'met' in entry ? { ...entry, met: { ...entry.met, page } } : entry
}

export const doesNotApply = (id: string, asks: string, because: string): Entry => ({
  id,
  asks,
  doesNotApply: because,
})

/** Not so, and said so: why, and what would be next. */
export const notMet = (id: string, asks: string, because: string): Entry => ({ id, asks, notMet: because })
