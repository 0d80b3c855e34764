// Who are you? One form; what was typed stays when it fails, except the password.
import { useRef, useState } from "preact/hooks";
import { Banner, Button, Field, Mark } from "@tandem/ui";
import type { Agent, Answer } from "../app/api.ts";
import { useI18n, type DeskKey } from "../i18n/index.ts";

export interface SignInProps {
  signIn: (login: string, password: string) => Promise<Answer<Agent>>;
  onSignedIn: (agent: Agent) => void;
  /** The session ended while working: say so, and that nothing is lost. */
  expired: boolean;
}

export function SignIn({ signIn, onSignedIn, expired }: SignInProps) {
  const { t } = useI18n();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<DeskKey>();
  const [missing, setMissing] = useState<{ login?: DeskKey; password?: DeskKey }>({});
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const lacks = { ...(login.trim() ? {} : { login: "signIn.loginMissing" as const }), ...(password ? {} : { password: "signIn.passwordMissing" as const }) };
    setMissing(lacks);
    if (lacks.login || lacks.password) {
      form.current?.querySelector<HTMLInputElement>(lacks.login ? "[name=login]" : "[name=password]")?.focus();
      return;
    }
    setBusy(true);
    setTrouble(undefined);
    const answer = await signIn(login.trim(), password);
    setBusy(false);
    if (answer.ok) onSignedIn(answer.value);
    else {
      setTrouble(troubleOf(answer.status));
      setPassword("");
      form.current?.querySelector<HTMLInputElement>("[name=password]")?.focus();
    }
  }

  return (
    <main class="signin" data-testid="signin">
      <form ref={form} class="signin-card" onSubmit={(event) => void submit(event)} noValidate>
        <Mark size={44} />
        <div>
          <h1>{t("signIn.title")}</h1>
          <p class="sub">{t("signIn.sub")}</p>
        </div>
        {expired && !trouble && <Banner tone="neutral" icon="clock" title={t("signIn.expired")} testid="signin-expired" />}
        {trouble && <Banner tone="danger" icon="alert" title={t(trouble)} testid="signin-error" />}
        <Field label={t("signIn.login")} value={login} onInput={setLogin} name="login" autocomplete="username" error={missing.login && !login.trim() ? t(missing.login) : undefined} large testid="signin-login" />
        <Field label={t("signIn.password")} value={password} onInput={setPassword} name="password" type="password" autocomplete="current-password" error={missing.password && !password ? t(missing.password) : undefined} large testid="signin-password" />
        <Button kind="primary" size="lg" wide type="submit" loading={busy} data-testid="signin-submit">
          {t("signIn.submit")}
        </Button>
      </form>
    </main>
  );
}

export function troubleOf(status: number): DeskKey {
  if (status === 0) return "signIn.unreachable";
  if (status === 400 || status === 401 || status === 403) return "signIn.wrong";
  if (status === 429) return "signIn.tooMany";
  return "signIn.failed";
}
