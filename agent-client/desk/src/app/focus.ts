// Where the focus is when the button that had it was taken away.

export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
