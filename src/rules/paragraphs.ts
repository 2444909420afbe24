/** What a paragraph is about, in words of ours, and why it needs nothing from a bot where it does not. */
type ParagraphOf = { about: string; needsNothing?: string }

/**
 * Every paragraph of the two documents, with the notes and the heads that say something of their own. Each is named by
 * at least one rule of the catalogue, or says why it needs nothing.
 */
export const paragraphs = {
  'ME head': { about: 'date of the document' },
  'ME ¶1': {
    about: 'what the chapter is about',
    needsNothing: 'It announces the contents of the chapter and asks for nothing.',
  },
  'ME ¶2': { about: 'reasonable steps where someone is at risk, and kinds of concern' },
  'ME ¶3': { about: 'line manager, harm to others, which authority, 999' },
  'ME ¶4': { about: 'children: parents need not be told' },
  'ME ¶5': { about: 'disclosure in good faith; talking to a line manager unless it is urgent' },
  'ME ¶6': { about: 'only relevant and necessary data are disclosed' },
  'ME ¶7': { about: 'where concerns come up, and wanting support' },
  'ME ¶8': { about: 'trusting instincts and speaking to someone' },
  'ME ¶9': { about: 'immediate action; the Six Point Plan' },
  'ME ¶10': { about: 'the four steps on the escalation routes page' },
  'ME ¶11': { about: 'support within the business area' },
  'ME ¶12': { about: 'the network of ACSSLs' },
  'ME ¶13': { about: 'ACSSLs and partner organisations' },
  'ME ¶14': { about: 'learning from negative experience' },
  'ME ¶15': { about: 'CEAST triages referrals for Advanced Support' },
  'VR head': { about: 'date of the document, and that the latest version is to be used' },
  'VR ¶1': { about: 'what DWP Visiting is for' },
  'VR ¶2': { about: 'whom visits are for, when other support is exhausted' },
  'VR ¶3': { about: 'the SPOC triages all referrals' },
  'VR ¶4': { about: 'e-mail to the SPOC, its check, the visiting referral or an adviser' },
  'VR ¶4 Note': { about: 'a concern at any stage, by anyone' },
  'VR ¶5': { about: 'the adviser refers back to the SPOC' },
  'VR ¶6': { about: 'what an ineffective visit is' },
  'VR ¶6 Note': { about: 'an unsafe area counts as two ineffective visits' },
  'VR ¶7': { about: 'first ineffective visit: letter, five working days' },
  'VR ¶8': { about: 'contact within five working days' },
  'VR ¶9': { about: 'no contact: second visit' },
  'VR ¶10': { about: 'two ineffective visits: back to CEAST and the SPOC' },
  'VR ¶11': { about: 'the award is not suspended or stopped' },
  'VR ¶12': { about: 'CEAST leads and owns' },
  'VR ¶13': { about: 'note on DISC and ATWIS' },
  'VR ¶14': { about: 'work log and Additional Support marker' },
  'VR ¶15': { about: 'review of all information, assurance check' },
  'VR ¶15 Note': { about: 'disclosure in good faith' },
  'VR ¶16': { about: 'case conference within 3 days' },
  'VR ¶17': { about: 'agreed actions taken, information considered' },
  'VR ¶18': { about: 'no concern identified' },
  'VR ¶19': { about: 'concern identified: the award goes on' },
  'VR ¶20': { about: 'contact attempts' },
  'VR ¶21': { about: 'referral to an ACSSL, review date' },
  'VR ¶22': { about: 'closing note on DISC and ATWIS' },
  'VR ¶23': { about: 'back to the adviser for a decision' },
} as const satisfies Record<string, ParagraphOf>

export type Paragraph = keyof typeof paragraphs
