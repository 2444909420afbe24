/** Words that stand for what people write, each typed into one field only, and the numbers that are typed. */
export type Canaries = {
  /** The words for a field, the same each time; nobody would write them by chance. */
  wordsFor(where: string): string
  /** Also looks for this National Insurance number, in any spacing. */
  addNumber(number: string): void
  /** Every place whose words, or number, are in the text: as they are, in hexadecimal or in base64. */
  foundIn(text: string): string[]
  /** The same in files, however large: by the beginning that all the words share, and by the numbers. */
  foundInFiles(files: readonly Buffer[]): string[]
  /** How many different ones there are. */
  count(): number
}

const beginning = 'quorvex'

/** Makes a set of its own. */
export const canaries = (): Canaries => {
  const words = new Map<string, string>()
  // An error message may repeat no more than the beginning.
  const sought = new Map<string, string>([[beginning, 'the beginning of something typed']])

  const inFiles = new Map<string, string>()
  const numbers = new Set<string>()
  for (const text of [beginning, beginning.toUpperCase(), Buffer.from(beginning).toString('hex')])
    inFiles.set(text, 'something typed')

  const seek = (text: string, where: string) => {
    sought.set(text.toLowerCase(), where)
    sought.set(Buffer.from(text).toString('hex'), where)
    // The same bytes look different in base64 by where they begin; the characters at both ends hang on their neighbours.
    for (const before of [0, 1, 2]) {
      const coded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString('base64')
      sought.set(
        coded
          .replace(/=+$/, '')
          .slice(before === 0 ? 0 : before + 1, -1)
          .toLowerCase(),
        where,
      )
    }
  }
  return {
    wordsFor: where => {
      const known = words.get(where)
      if (known !== undefined) return known
      const canary = `${beginning}${lettersOf(words.size)}zanbil`
      words.set(where, canary)
      seek(canary, where)
      return canary
    },
    addNumber: number => {
      const canonical = number.replaceAll(' ', '')
      const inAddress = [number.replaceAll(' ', '+'), encodeURIComponent(number)]
      for (const form of new Set([number, canonical, canonical.toLowerCase(), ...inAddress])) {
        seek(form, number)
        for (const text of [form, Buffer.from(form).toString('hex')]) inFiles.set(text, number)
      }
      numbers.add(number)
    },
    foundInFiles: files => [
      ...new Set(
        [...inFiles].filter(([text]) => files.some(file => file.includes(text))).map(([, where]) => where),
      ),
    ],
    count: () => words.size + numbers.size,
    foundIn: text => {
      const all = text.toLowerCase()
      return [...new Set([...sought].filter(([canary]) => all.includes(canary)).map(([, where]) => where))]
    },
  }
}

const lettersOf = (n: number): string =>
  String(n)
    .padStart(3, '0')
    .replace(/\d/g, digit => 'bcdfghjklm'.charAt(Number(digit)))
