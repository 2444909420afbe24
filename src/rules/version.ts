/** The guidance a case is decided under. Each case records `rulesVersion`, so it can be read back under its own rules. */
export const rulesVersion = '2023-06-08/2022-10-20/1'

/** The two documents, as shown to people. Both say of themselves that they change: never show them as current law. */
export const guidance = {
  ME: {
    title: 'Managing and escalating an Advanced Customer Support concern',
    lastModified: '2023-06-08',
  },
  VR: {
    title: 'Visiting Referrals: DWP Visiting for Access to Work customers',
    lastModified: '2022-10-20',
  },
} as const
