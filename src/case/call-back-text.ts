/**
 * The text to a customer who did not answer: who is calling, and that they call back in half an hour (VR ¶20). Somebody
 * else may read it, so it names no customer, no benefit and nothing of the case.
 */
export const callBackText =
  'This is the Customer Experience Advanced Support Team (CEAST) of the Department for Work and Pensions. We rang you just now. We will ring you again in half an hour. You do not need to reply to this text.'
