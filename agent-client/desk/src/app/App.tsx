// Signed in or not; everything a view needs is built here when an agent is known, and ended when they go.
import "@tandem/ui/desk-icons";
import "@tandem/ui/faces";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { Client } from "@tandem/client";
import { createSounds, forgetDrafts, I18nContext, Skeleton } from "@tandem/ui";
import { DeskI18nContext, type DeskI18n } from "../i18n/index.ts";
import { SignIn } from "../signin/SignIn.tsx";
import type { Agent, Api } from "./api.ts";
import { ShellContext, type Shell } from "./context.ts";
import { Desk } from "./desk.ts";
import { useAnnouncer } from "./Live.tsx";
import { Shortcuts } from "./Shortcuts.tsx";
import { Workspace } from "./Workspace.tsx";

export interface AppProps {
  api: Api;
  i18n: DeskI18n;
  /** The socket's address. */
  socket: string;
  keep?: Storage | undefined;
}

type Session = "asking" | "out" | "expired" | Agent;

export function App({ api, i18n, socket, keep }: AppProps) {
  const [session, setSession] = useState<Session>("asking");
  const { announce, regions } = useAnnouncer();

  useEffect(() => {
    document.documentElement.lang = i18n.locale;
    document.documentElement.dir = i18n.dir;
    document.title = i18n.t("app.title");
    const ask = async () => {
      const answer = await api.session();
      setSession(answer.ok ? answer.value : "out");
    };
    void ask();
  }, [api, i18n]);

  return (
    <I18nContext.Provider value={i18n}>
      <DeskI18nContext.Provider value={i18n}>
        {session === "asking" && (
          <div class="booting">
            <Skeleton rows={3} />
          </div>
        )}
        {(session === "out" || session === "expired") && <SignIn signIn={api.signIn} onSignedIn={setSession} expired={session === "expired"} />}
        {typeof session === "object" && <SignedIn key={session.id} api={api} socket={socket} keep={keep} agent={session} announce={announce} onLeave={setSession} />}
        {regions}
      </DeskI18nContext.Provider>
    </I18nContext.Provider>
  );
}

interface SignedInProps {
  api: Api;
  socket: string;
  keep: Storage | undefined;
  agent: Agent;
  announce: Shell["announce"];
  onLeave: (to: "out" | "expired") => void;
}

function SignedIn({ api, socket, keep, agent, announce, onLeave }: SignedInProps) {
  const [help, setHelp] = useState(false);
  const sounds = useMemo(() => createSounds(), []);
  const desk = useMemo(() => new Desk(new Client({ url: socket, me: "agent", keep, keepKey: `tandem.desk.${agent.id}` })), [agent.id]);
  const showShortcuts = useCallback(() => setHelp(true), []);

  useEffect(() => {
    let here = true;
    const ask = async () => {
      const answer = await api.session();
      if (here && !answer.ok && answer.status === 401) onLeave("expired");
    };
    const stopped = desk.client.connection.status.subscribe(() => {
      const status = desk.client.connection.status.get();
      if (status.state === "stopped" && status.why === "unauthenticated") onLeave("expired");
      // A socket refused before it opened looks like a lost network: ask whether it was the session.
      if (status.state === "reconnecting" && status.attempt > 1 && !status.offline) void ask();
    });
    desk.start();
    return () => {
      here = false;
      stopped();
      desk.stop();
      sounds.stop();
    };
  }, [desk]);

  const shell = useMemo<Shell>(
    () => ({
      desk,
      api,
      recording: agent.recording ?? "off",
      supervisor: agent.supervisor === true,
      sounds,
      announce,
      showShortcuts,
      signOut: async () => {
        await api.signOut();
        forgetDrafts();
        onLeave("out");
      },
    }),
    [desk, api, agent.recording, agent.supervisor, sounds, announce],
  );
  return (
    <ShellContext.Provider value={shell}>
      <Workspace agentName={agent.name} supervisor={agent.supervisor ?? false} onExpired={() => onLeave("expired")} />
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </ShellContext.Provider>
  );
}
