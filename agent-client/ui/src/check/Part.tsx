// One thing that is tried in the device check.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "../components/Icon.tsx";
import type { IconName } from "../icons.ts";

export function Part({ icon, title, testid, state, children }: { icon: IconName; title: string; testid: string; state: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="chk-part" aria-labelledby={id} data-testid={testid} data-state={state}>
      <h3 id={id}>
        <Icon name={icon} size={18} />
        {title}
      </h3>
      {children}
    </section>
  );
}
