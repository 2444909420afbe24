const outward = /^[A-Z]{1,2}\d[A-Z\d]?$/
const whole = /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/

/** The postcode district in what somebody typed, 'LS1', and whether they typed the whole postcode; undefined if it is none. */
export const postcodeOf = (text: string): { district: string; isWhole: boolean } | undefined => {
  const code = text.replace(/\s/g, '').toUpperCase()
  if (outward.test(code)) return { district: code, isWhole: false }
  const district = whole.exec(code)?.[1]
  return district === undefined ? undefined : { district, isWhole: true }
}
