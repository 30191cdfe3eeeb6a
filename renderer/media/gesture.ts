/**
 * Browsers let a page make no sound before the first click or key in it (HTML, section 6.4). Calls back at every one, so
 * that what was refused can be tried again; returns a function that ends it. Electron's windows need no gesture.
 */
export function onGesture(document: Document, run: () => void): () => void {
  const gestures = ['pointerdown', 'keydown'] as const;
  for (const gesture of gestures) document.addEventListener(gesture, run, true);
  return () => {
    for (const gesture of gestures) document.removeEventListener(gesture, run, true);
  };
}
