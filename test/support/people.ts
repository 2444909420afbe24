/** The made-up people of the workbench, by what they do in a test. */
export const who = {
  raiser: 'U0WBBENOW1',
  otherRaiser: 'U0WBAMIRA1',
  adviser: 'U0WBCARYS1',
  spoc: 'U0WBERINS1',
  otherSpoc: 'U0WBFEMIC1',
  officer: 'U0WBGWENH1',
  otherOfficer: 'U0WBHUGHL1',
  ceastOne: 'U0WBIRISD1',
  ceastTwo: 'U0WBJAMAL1',
  ceastThree: 'U0WBKATEF1',
  acssl: 'U0WBLEOMA1',
  lead: 'U0WBMAYAF1',
  guest: 'U0WBNILSB1',
} as const
