// The one loud thing: a customer waits for this agent. Announced once, never takes the focus from somebody who is typing.
import { useEffect, useRef, useState } from "preact/hooks";
import { Avatar, Button, channelIcon, Icon, useStore } from "@tandem/ui";
import { useShell } from "../app/context.ts";
import { useNow } from "../app/hooks.ts";
import { go } from "../app/route.ts";
import { PassedOn } from "../conversation/HandoffCard.tsx";
import { HandoffFacts } from "../conversation/HandoffFacts.tsx";
import { useI18n } from "../i18n/index.ts";
import type { Offer } from "../state/desk.ts";
import { Countdown } from "./Countdown.tsx";
import { useRinging } from "./useRinging.ts";

export function OfferRing({ onAccepted }: { onAccepted: (conversation: string) => void }) {
  const { desk } = useShell();
  const { offers } = useStore(desk.state);
  useRinging(offers.some((offer) => offer.state === "ringing"));
  const shown = offers[0];
  if (!shown) return null;
  return <OfferCard key={shown.offer} offer={shown} more={offers.length - 1} onAccepted={onAccepted} />;
}

function OfferCard({ offer, more, onAccepted }: { offer: Offer; more: number; onAccepted: (conversation: string) => void }) {
  const { t, clock } = useI18n();
  const { desk, announce } = useShell();
  const now = useNow(250);
  const [details, setDetails] = useState(false);
  const announced = useRef(false);
  const { handoff, channel } = offer;
  const name = handoff.details.name ?? t("inbox.visitor");
  const left = Math.max(0, offer.expiresAt - now);
  const ringing = offer.state === "ringing";
  const asking = handoff.passedOn?.name ?? "";
  const withdrawn = offer.end === "withdrawn";
  // Who is asked into a call is no place in a line: it goes on without them.
  const over = offer.consult ? t(withdrawn ? "offer.consult.withdrawn" : "offer.consult.expired", { name: asking }) : t(withdrawn ? "offer.withdrawn" : "offer.expired");

  useEffect(() => {
    if (announced.current) return;
    announced.current = true;
    announce(t("offer.announce", { name, channel, wait: clock(Date.now() - offer.waitingSince), problem: handoff.problem }), "assertive");
  }, []);
  useEffect(() => {
    if (ringing && left === 0) desk.ranOut(offer.offer);
  }, [ringing, left === 0]);
  useEffect(() => {
    if (offer.state === "over") announce(over, "assertive");
  }, [offer.state]);

  const accept = () => {
    desk.accept(offer.offer);
    onAccepted(offer.conversation);
  };
  useEffect(() => {
    if (!ringing) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.repeat) return;
      if (event.key === "Enter") {
        event.preventDefault();
        accept();
      } else if (event.key === "Backspace") {
        event.preventDefault();
        desk.pass(offer.offer);
      }
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [ringing, offer.offer]);

  if (offer.state === "over") {
    return (
      <div class="ring-at is-still">
        <div class="ring is-over" data-testid="offer-over">
          <Icon name={offer.end === "withdrawn" ? "info" : "transfer"} size={20} />
          {over}
        </div>
      </div>
    );
  }
  return (
    <div class="ring-at">
      {ringing && <div class="ring-halo" aria-hidden="true" />}
      <div class="ring" role="alertdialog" aria-label={t("offer.title", { name })} data-testid="offer" data-offer={offer.offer}>
        <div class="t">
          <Avatar name={name} size={44} />
          <div class="grow">
            <h3 class="cut">{name}</h3>
            <p class="row num">
              <Icon name={channelIcon[channel]} size={15} />
              {t("offer.channel", { channel })} {clock(now - offer.waitingSince)}
            </p>
          </div>
          <Countdown left={left} whole={offer.expiresAt - offer.ringsFrom} />
        </div>
        <div class="why">
          <p class="problem">{handoff.problem || t("handoff.noProblem")}</p>
          <PassedOn handoff={handoff} />
          {offer.consult && (
            <p class="passed-on" data-testid="offer-consult">
              {t("offer.consult", { name: asking })}
            </p>
          )}
          {details && <HandoffFacts handoff={handoff} onStage />}
          <button type="button" class="why-more" aria-expanded={details} onClick={() => setDetails(!details)} data-testid="offer-details">
            {t("offer.details")}
            <Icon name={details ? "up" : "down"} size={16} />
          </button>
          {handoff.passedOn && (
            <button type="button" class="why-more" onClick={() => go({ view: "inbox", conversation: offer.conversation })} data-testid="offer-read">
              {t("offer.read")}
            </button>
          )}
        </div>
        <div class="bs">
          <Button class="no" onClick={() => desk.pass(offer.offer)} disabled={!ringing} data-testid="offer-pass">
            {t(offer.consult ? "offer.consult.no" : "offer.pass")}
          </Button>
          <Button class="yes" loading={!ringing} onClick={accept} data-testid="offer-accept">
            <Icon name={channelIcon[channel]} size={18} />
            {t("offer.accept")}
            <span class="kbd" aria-hidden="true" dir="ltr">
              Alt ↵
            </span>
          </Button>
        </div>
        {more > 0 && <p class="ring-more num">{t("offer.more", { count: more })}</p>}
      </div>
    </div>
  );
}
