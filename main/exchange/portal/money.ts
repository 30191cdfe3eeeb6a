/** Money is kept in hundredths, so that nothing is lost in adding; the API has units. */

export function money(hundredths: number): number {
  return hundredths / 100;
}

export function hundredths(amount: number): number {
  return Math.round(amount * 100);
}
