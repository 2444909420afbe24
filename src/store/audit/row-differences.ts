type Columns = Readonly<Record<string, string | number | boolean | null>>

/** Rows of one table by what they are called within their case. */
export type NamedRows = ReadonlyMap<string, Columns>

const mostSaid = 3

/** In what rows differ from what they should be: which one, which column, what it says and what it should say. */
export const rowDifferences = (rows: NamedRows, wanted: NamedRows): string[] => [
  ...[...rows.keys()].filter(name => !wanted.has(name)).map(name => `${name} should not be there`),
  ...[...wanted].flatMap(([name, columns]) => {
    const row = rows.get(name)
    if (row === undefined) return [`${name} is missing`]
    return Object.entries(columns)
      .filter(([column, value]) => row[column] !== value)
      .map(([column, value]) => `${column} of ${name} is ${row[column]} and should be ${value}`)
  }),
]

/** The first few of them in one line. */
export const inWords = (differences: readonly string[]): string => {
  const more = differences.length - mostSaid
  return `${differences.slice(0, mostSaid).join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
