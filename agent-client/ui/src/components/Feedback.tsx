// Trouble said plainly, waiting made visible, consent asked for.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { IconName } from "../icons.ts";
import { useUiI18n } from "../i18n/index.ts";
import { Icon } from "./Icon.tsx";

export type Tone = "neutral" | "good" | "warning" | "danger";

const TONE: Record<Tone, string> = { neutral: "bn bn-n", good: "bn bn-o", warning: "bn bn-w", danger: "bn bn-d" };

export interface BannerProps {
  tone: Tone;
  icon: IconName;
  title: string;
  detail?: string | undefined;
  children?: ComponentChildren;
  /** Actions below the words instead of beside them: where it is narrow. */
  stacked?: boolean;
  testid?: string;
}

/** What happened, what is safe, what to do; the action, if any, as child. */
export function Banner({ tone, icon, title, detail, children, stacked, testid }: BannerProps) {
  return (
    <div class={TONE[tone]} role={tone === "danger" ? "alert" : "status"} data-testid={testid ?? "banner"}>
      <Icon name={icon} size={20} />
      <div class="grow">
        {title}
        {detail && <small>{detail}</small>}
        {stacked && <div class="bn-acts">{children}</div>}
      </div>
      {!stacked && children}
    </div>
  );
}

/** For what the eye does not already see. Goes by itself after `lasts` ms. */
export function Toast({ onGone, lasts = 5000, ...banner }: BannerProps & { onGone: () => void; lasts?: number }) {
  useEffect(() => {
    const timer = setTimeout(onGone, lasts);
    return () => clearTimeout(timer);
  }, [banner.title, lasts]);
  return (
    <div class="toast bn" role="status" data-testid="toast">
      <Icon name={banner.icon} size={20} />
      <div class="grow">
        {banner.title}
        {banner.detail && <small>{banner.detail}</small>}
      </div>
      {banner.children}
    </div>
  );
}

/** Nothing for the first 400 ms, then rows of the real height. */
export function Skeleton({ rows = 3, delay = 400 }: { rows?: number; delay?: number }) {
  const { t } = useUiI18n();
  const [shown, setShown] = useState(delay === 0);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), delay);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div style="display:grid;gap:18px" role="status" aria-label={t("common.loading")}>
      {Array.from({ length: rows }, (_, i) => (
        <div class="skel-row" key={i}>
          <span class="skel" style="width:36px;height:36px;border-radius:50%" />
          <div>
            <span class="skel" style={`height:10px;width:${48 - i * 9}%`} />
            <span class="skel" style={`height:10px;width:${90 - i * 9}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** Keeps Tab inside and gives the focus back; Escape calls `onClose`. Works inside a shadow root. */
export function useFocusTrap(onClose: () => void): { readonly current: HTMLDivElement | null } {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const root = element.getRootNode() as Document | ShadowRoot;
    const before = root.activeElement as HTMLElement | null;
    const stops = () => [...element.querySelectorAll<HTMLElement>("button:not([disabled]), [href], input, textarea, select, [tabindex='0']")];
    (element.querySelector<HTMLElement>("[data-autofocus]") ?? stops()[0] ?? element).focus({ preventScroll: true });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        close.current();
      } else if (event.key === "Tab") {
        const all = stops();
        const edge = event.shiftKey ? all[0] : all.at(-1);
        if (root.activeElement === edge || !element.contains(root.activeElement)) {
          event.preventDefault();
          (event.shiftKey ? all.at(-1) : all[0])?.focus();
        }
      }
    };
    element.addEventListener("keydown", onKeyDown);
    return () => {
      element.removeEventListener("keydown", onKeyDown);
      before?.focus({ preventScroll: true });
    };
  }, []);
  return box;
}

export interface ConsentSheetProps {
  title: string;
  who: ComponentChildren;
  /** What is switched on and what stays off. */
  promises: readonly { icon: IconName; text: string }[];
  accept: ComponentChildren;
  decline: ComponentChildren;
  /** Escape and silence both mean no. */
  onDecline: () => void;
  /** Milliseconds until silence counts as no; nothing when the other side keeps the time. */
  silence?: number;
  testid?: string;
}

/** Who asks, what is switched on, what stays off; two answers of equal size. Lies over its positioned parent. */
export function ConsentSheet(props: ConsentSheetProps) {
  const id = useId();
  const decline = useRef(props.onDecline);
  decline.current = props.onDecline;
  const box = useFocusTrap(() => decline.current());
  useEffect(() => {
    if (!props.silence) return undefined;
    const timer = setTimeout(() => decline.current(), props.silence);
    return () => clearTimeout(timer);
  }, [props.silence]);
  return (
    <>
      <div class="scrim" />
      <div class="sheetup" role="dialog" aria-modal="true" aria-labelledby={id} ref={box} tabIndex={-1} data-testid={props.testid ?? "consent-sheet"}>
        <div class="sheet-who">
          {props.who}
          <div class="h" id={id}>
            {props.title}
          </div>
        </div>
        <ul class="promise">
          {props.promises.map(({ icon, text }) => (
            <li key={text}>
              <Icon name={icon} size={19} />
              {text}
            </li>
          ))}
        </ul>
        <div class="stack">
          {props.accept}
          {props.decline}
        </div>
      </div>
    </>
  );
}
