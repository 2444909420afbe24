import { ruleWithoutVisitingGuidance, withoutVisitingGuidance } from '../rules/citation.ts'
import type { Case } from './case.ts'
import type { Refusal } from './refusal.ts'
import { serviceLine } from './service-lines.ts'

type OfLine = Pick<Case, 'serviceLine'>

const cites = (c: OfLine): boolean => serviceLine(c.serviceLine).holdCitesGuidance

/** Our own words as they may stand on this case: only Access to Work cites VR (F1). Never for what a person typed. */
export const citedOn = (c: OfLine, words: string): string =>
  cites(c) ? words : withoutVisitingGuidance(words)

/** A rule as this case may cite it: "VR ¶16", or that it is a default of Safehold's. */
export const ruleOn = (c: OfLine, rule: string): string =>
  cites(c) ? rule : ruleWithoutVisitingGuidance(rule)

/** A refusal as this case may say it. */
export const refusalOn = (c: OfLine, refusal: Refusal): Refusal =>
  cites(c)
    ? refusal
    : {
        ...refusal,
        what: citedOn(c, refusal.what),
        rule: ruleOn(c, refusal.rule),
        youCan: refusal.youCan.map(words => citedOn(c, words)),
      }
