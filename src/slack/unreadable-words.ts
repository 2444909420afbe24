/** In the place of a text that does not open; true whether it is damaged or its key cannot be had for a moment. */
export const unreadableText =
  'This text cannot be read. Try again in a minute. If it is damaged, CEAST and the leads have been told'
