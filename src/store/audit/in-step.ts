/** Groups that are taken one at a time by whoever goes through several streams in step. */
export type Groups<Row> = {
  /** The next group's key; undefined at the end. */
  key(): string | undefined
  /** The next group, if it has this key: then the one after it is next. No rows otherwise. */
  take(key: string): Promise<Row[]>
}

/** Puts rows with the same key together. The key of a row is its first column. */
export const inGroups = async <Row extends [string, ...unknown[]]>(
  pages: AsyncGenerator<Row[]>,
): Promise<Groups<Row>> => {
  let page: Row[] = []
  let place = 0
  const row = async (): Promise<Row | undefined> => {
    while (place === page.length) {
      const next = await pages.next()
      if (next.done === true) return undefined
      page = next.value
      place = 0
    }
    return page[place]
  }
  let first = await row()
  return {
    key: () => first?.[0],
    take: async key => {
      const rows: Row[] = []
      while (first !== undefined && first[0] === key) {
        rows.push(first)
        place += 1
        first = place < page.length ? page[place] : await row()
      }
      return rows
    },
  }
}

/** The next key of several streams in step: the lowest one. */
export const lowest = (...groups: readonly { key(): string | undefined }[]): string | undefined =>
  groups.reduce<string | undefined>((found, one) => {
    const key = one.key()
    return key !== undefined && (found === undefined || key < found) ? key : found
  }, undefined)
