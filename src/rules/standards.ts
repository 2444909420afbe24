/**
 * Service standards. The first three are the guidance's own; every other figure is a Safehold default,
 * not a DWP rule, and is shown as such wherever a date built on it appears.
 */
export const standards = {
  /** VR ¶7: the customer has five working days after the visit to contact CEAST. */
  contactWindowWorkingDays: 5,
  /** VR ¶16: the case conference takes place within 3 days, read as calendar days. */
  conferenceCalendarDays: 3,

  /** VR ¶20: the customer is called back half an hour after the text. */
  callBackMinutes: 30,

  dangerUnfinishedMinutes: 15,
  urgentTriageMinutes: 60,
  triageByTime: '17:00',
  triageLatestStartTime: '16:00',
  referralWorkingDays: 1,
  plannedVisitWorkingDays: 2,
  plannedVisitAtMostDays: 28,
  /** Counted from the referral, or from when a further visit was asked for: a later plan stops no chase. */
  visitByDays: 28,
  outcomeByTime: '12:00',
  secondVisitWorkingDays: 2,
  contactDecisionWorkingDays: 1,
  secondLookWorkingDays: 1,
  noteWorkingMinutes: 60,
  leadWorkingDays: 1,
  holdReviewWorkingDays: 10,
  ceastReviewWorkingDays: 10,
  confirmReleaseWorkingMinutes: 240,
  closingNoteWorkingDays: 1,
  returnWorkingDays: 1,
  acsslAcceptanceWorkingMinutes: 240,
  acsslReviewAtMostDays: 90,
  /** Only suggested: the person sets the review date (VR ¶21). */
  acsslReviewSuggestedWorkingDays: 5,
  interimAdviceWorkingDays: 1,
  deathStepsWorkingDays: 1,
  adviserWorkingDays: 10,
  missingNumberWorkingDays: 1,
  adviceWorkingDays: 1,
  acknowledgementWorkingMinutes: 60,
  lookBackWorkingDays: 1,
  awardEndWarningWorkingDays: 10,
  restorationWorkingMinutes: 60,
  handoverWorkingDays: 1,
  safeRouteWorkingDays: 1,
  emailWorkingDays: 1,
  remainingConcernWorkingDays: 1,
  learningWorkingDays: 10,
  learningAtMostDays: 365,
  agreedActionAtMostDays: 90,
  confirmerHoursInTeam: 24,
  /** After this, a document may have a successor. */
  guidanceOldAfterDays: 365,
  /** After this, an entry of a directory may no longer be right. */
  directoryStaleAfterDays: 90,
  morningListTime: '09:00',
  /** Alerts that can wait are told between these times on working days, and otherwise the next working morning. */
  quietUntil: '08:00',
  quietFrom: '18:00',
  alertTime: '09:00',
  checksAnHour: 10,
  /** More than so many of a team, and more than this share of it, gone at once: a lead is asked first. */
  leaversAtOnce: 5,
  leaversShare: 1 / 3,
} as const
