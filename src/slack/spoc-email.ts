import type { Case, ConcernKind, Harmed, SafeToLeave, TextId } from '../case/case.ts'
import type { EmailDue } from '../case/intake-entries.ts'
import { emailsToSend } from '../case/left.ts'
import { serviceLine } from '../case/service-lines.ts'
import { caseValue, doButton } from './headline-message.ts'
import type { Passage } from './passage.ts'
import { concernKindWords, harmedWords, safeToLeaveWords } from './words.ts'

/** What was said when a concern was raised, as the e-mail repeats it. */
export type EmailOf = {
  ref: string
  benefit: string
  danger: boolean
  text: string
  harmed: readonly Harmed[]
  kinds: readonly ConcernKind[]
  safeToLeave?: SafeToLeave | undefined
}

/**
 * The e-mail to the SPOC that VR ¶4 requires, ready to copy. It has the specific concerns; the customer's name and
 * number stay in Safehold under the reference.
 */
export const spocEmail = (e: EmailOf): string =>
  [
    `Subject: Advanced Customer Support concern ${e.ref}`,
    '',
    'OFFICIAL-SENSITIVE',
    '',
    `Reference: ${e.ref} (the customer's details are in Safehold under this reference)`,
    `Benefit: ${e.benefit}`,
    ...(e.danger ? ['Immediate danger was declared.'] : []),
    ...(e.harmed.length > 0
      ? [`Who could be harmed: ${e.harmed.map(one => harmedWords[one]).join('; ')}`]
      : []),
    ...(e.kinds.length > 0
      ? [`Kind of concern: ${e.kinds.map(kind => concernKindWords[kind]).join('; ')}`]
      : []),
    ...(e.safeToLeave ? [`Safe to leave a letter, text or call: ${safeToLeaveWords[e.safeToLeave]}`] : []),
    '',
    'My specific concerns:',
    e.text,
  ].join('\n')

/** The e-mail that goes with a concern of this case, in the words that were typed. */
export const emailOf = (
  c: Case,
  { text, harmed, kinds }: { text: string; harmed: readonly Harmed[]; kinds: readonly ConcernKind[] },
): string =>
  spocEmail({
    ref: c.ref,
    benefit: serviceLine(c.serviceLine).label,
    danger: c.danger !== undefined,
    text,
    harmed,
    kinds,
    safeToLeave: c.safeToLeave,
  })

/** The e-mails that this person still has to send (F17), each with the text of its concern. */
export const emailsDueFrom = (
  c: Case,
  actor: EmailSender,
  linked: readonly Case[] = [],
): { email: EmailDue; text: TextId }[] =>
  emailsToSend(c, actor, linked).flatMap(email =>
    c.concerns.filter(({ seq }) => seq === email.seq).map(({ text }) => ({ email, text })),
  )

type EmailSender = Parameters<typeof emailsToSend>[1]

/**
 * The e-mail ready to copy after a form is sent, and the button to say that it was; nothing where none is due from this
 * person. Whoever is kept out of the case sends none: the team that triages does (F15).
 */
export const emailPassages = (
  { case: c, linked, isKeptOut }: { case: Case; linked: readonly Case[]; isKeptOut: boolean },
  person: string,
  email: string,
): Passage[] =>
  isKeptOut || emailsDueFrom(c, { id: person, teams: [] }, linked).length === 0
    ? []
    : [
        { rule: true },
        {
          say: 'The written process asks for an e-mail to the SPOC as well (VR ¶4, ¶5). Copy this one and send it.',
        },
        { label: 'E-mail for the SPOC', copy: email },
        { buttons: [doButton('confirm_email_sent', caseValue(c), c.ref)] },
      ]
