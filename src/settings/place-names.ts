/** The name of a Group, District or place: it is kept in the record as it is, so it is too short for a story and has no number in it. */
export const isPlaceName = (name: string): boolean => /^\p{L}[\p{L}\p{M} ,.&'’()-]{0,59}$/u.test(name)

/** Names compare without regard to capitals and spaces. */
const sameName = (one: string, other: string): boolean => plainName(one) === plainName(other)

/** The name without what people write differently. */
export const plainName = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** Whether one of these names has what somebody typed in it. Nothing typed is in all of them. */
export const holdsName = (names: readonly string[], typed: string): boolean =>
  names.some(name => plainName(name).includes(plainName(typed)))

/** Whether one name is in the other, word for word: Leeds and Leeds City Council. */
export const sharesName = (one: string, other: string): boolean => {
  const [a, b] = [` ${plainName(one)} `, ` ${plainName(other)} `]
  return a.includes(b) || b.includes(a)
}

/** The entry of this name, if there is one. */
export const named = <T extends { name: string }>(entries: readonly T[], name: string): T | undefined =>
  entries.find(entry => sameName(entry.name, name))
