const outward = /^[A-Z]{1,2}\d[A-Z\d]?$/
const whole = /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/
/** With a space before it, a single figure begins the second half: E1 4 is not E14. */
const begun = /^([A-Z]{1,2}\d[A-Z\d]?)\s+\d[A-Z]?$/

/** The postcode district in what somebody typed, 'LS1', and whether they typed more of the postcode; undefined if it is none. */
export const postcodeOf = (text: string): { district: string; isWhole: boolean } | undefined => {
  const typed = text.trim().toUpperCase()
  const code = typed.replace(/\s/g, '')
  const district = begun.exec(typed)?.[1] ?? (outward.test(code) ? undefined : whole.exec(code)?.[1])
  if (district !== undefined) return { district, isWhole: true }
  return outward.test(code) ? { district: code, isWhole: false } : undefined
}
