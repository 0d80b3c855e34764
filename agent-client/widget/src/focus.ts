// Where the focus goes when the part of the widget that had it is taken away.

/**
 * It was in here and is nowhere now. In a field of the page it is where it should be.
 * @param wanted here, also from there
 */
export function isFocusLost(root: Node | undefined, wanted = false): boolean {
  return root instanceof ShadowRoot && root.activeElement === null && (wanted || document.activeElement === document.body);
}

/** The first place in a screen where something can be done. */
export const FIRST = "textarea, input, .opt, [role=radio], .foot button";
