/** Words that stand for what people write, each typed into one field only, and the numbers that are typed. */
export type Canaries = {
  /** The words for a field, the same each time; nobody would write them by chance. */
  wordsFor(where: string): string
  /** Also looks for this National Insurance number, in any spacing. */
  addNumber(number: string): void
  /** Every place whose words, or number, are in the text: as they are, in hexadecimal or in base64. */
  foundIn(text: string): string[]
}

const beginning = 'quorvex'

/** Makes a set of its own. */
export const canaries = (): Canaries => {
  const words = new Map<string, string>()
  // An error message may repeat no more than the beginning.
  const sought = new Map<string, string>([[beginning, 'the beginning of something typed']])

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
      for (const form of new Set([number, canonical, canonical.toLowerCase()])) seek(form, number)
    },
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
