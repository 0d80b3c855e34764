// The styles of a file that is fetched later, in the shadow root that it draws into.

const sheets = new Map<string, CSSStyleSheet>();

/** Once per page and name, as the widget's own sheets. */
export function adopt(into: HTMLElement, name: string, styles: string): void {
  const root = into.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    let sheet = sheets.get(name);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      sheets.set(name, sheet);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return;
  }
  if (root.querySelector(`style[data-of="${name}"]`)) return;
  const style = document.createElement("style");
  style.dataset["of"] = name;
  style.textContent = styles;
  root.append(style);
}
