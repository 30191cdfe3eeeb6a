/** The sizes that the window can be shown at; 1 is as drawn. */
export const zoomSteps = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** One step on from where it is, also from a value between them that an administrator has set. */
export function zoomStep(zoom: number, way: 'in' | 'out' | 'reset'): number {
  if (way === 'reset') return 1;
  const next =
    way === 'in' ? zoomSteps.find((step) => step > zoom + 0.01) : zoomSteps.findLast((step) => step < zoom - 0.01);
  return next ?? zoom;
}
