package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;
import dev.tandem.signaling.timeline.Weighing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is left to the assistant, what is not, and what the decision tells about it.
class MattersTest {
    private static EscalationDecided decide(
            EscalationSettings settings, String text, Reading... read) {
        return new EscalationPolicy(settings, ProgramPolicy.WORDS)
                .decide(
                        Opened.conversation(text),
                        new Observation(
                                2,
                                text,
                                Optional.of(AnswerBand.SUGGEST),
                                List.of(),
                                List.of(),
                                List.of(read),
                                Duration.ZERO));
    }

    private static EscalationDecided decide(String text, Reading... read) {
        return decide(EscalationSettings.DEFAULT, text, read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    REGULATED_SAFETY | There is smoke coming out of the heater
                    REGULATED_SAFETY | Huele a gas en la cocina
                    REGULATED_SAFETY | Ça sent le gaz dans la cave
                    REGULATED_SAFETY | Der Akku qualmt
                    REGULATED_SAFETY | The charger got so hot it melted
                    REGULATED_SAFETY | Water is running into the fuse box
                    REGULATED_SAFETY | The ladder gave way under my brother
                    REGULATED_SAFETY | Someone's been using my card for things I never bought
                    REGULATED_SAFETY | I want to see all the data you hold on me
                    REGULATED_SAFETY | I will take legal action against you
                    EMOTION_URGENCY | I'm really worried, what do I do now
                    EMOTION_URGENCY | What kind of company treats people like that
                    EMOTION_URGENCY | My flight leaves in an hour, I need this right now
                    EMOTION_URGENCY | Es ist ein Notfall, ich komme nicht in die Wohnung
                    EMOTION_URGENCY | J'en ai assez d'attendre
                    EMOTION_URGENCY | Qué servicio tan malo
                    ACCOUNT_SPECIFIC | Where is my parcel?
                    ACCOUNT_SPECIFIC | The engineer was supposed to come at noon and nobody turned up
                    ACCOUNT_SPECIFIC | Please take me off the waiting list
                    ACCOUNT_SPECIFIC | You charged me twice
                    ACCOUNT_SPECIFIC | Which seat have I got on Friday?
                    ACCOUNT_SPECIFIC | I sent the boots back and heard nothing
                    BUYING_INTENT | Do you give volume discounts to schools?
                    BUYING_INTENT | We use Acme and are thinking of switching to you
                    BUYING_INTENT | We need 40 licences for our company
                    BUYING_INTENT | Could you make the bench wider? Happy to pay extra
                    BUYING_INTENT | Si compramos cuatro, ¿nos hacéis un descuento?
                    BUYING_INTENT | Il nous faudrait 60 chaises pour mai
                    BUYING_INTENT | Können Sie am Preis noch etwas machen?
                    REGULATED_SAFETY | Can my two year old have the syrup
                    REGULATED_SAFETY | Je suis diabétique, est-ce que je peux en manger ?
                    ACCOUNT_SPECIFIC | Bitte meinen Termin verschieben
                    ACCOUNT_SPECIFIC | Impossible de me connecter
                    COMPLEX | I already tried another cable and reset it, error E133 shows up only when both pumps run, what could it be?
                    COMPLEX | Ya he reiniciado el horno y cambiado el fusible, solo cuando uso el grill se apaga y sale el código 31, sigue igual
                    COMPLEX | J'ai déjà purgé le radiateur, il chauffe seulement quand la pompe est à fond et affiche le code 12 toutes les nuits
                    COMPLEX | Seit dem Update bricht der Druck ab, Kabel schon getauscht, nur im WLAN, Fehler 31 kommt alle 10 Minuten
                    """)
    void thisNeedsAPerson(Trigger trigger, String text) {
        EscalationDecided decided = decide(text);
        assertThat(decided.trigger()).isEqualTo(trigger);
        assertThat(decided.outcome()).isIn(EscalationOutcome.OFFER, EscalationOutcome.ESCALATE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    How much is the large plan?
                    What is included in the family ticket?
                    How do I cancel my subscription?
                    Do you sell fire extinguishers?
                    How urgent is a priority one ticket?
                    Is my data encrypted?
                    Is my deposit refundable?
                    Does my card work abroad?
                    Will I be charged when the trial ends?
                    Why do you need my date of birth?
                    What do I do if an item is missing from my order?
                    Do I get a refund if the concert is cancelled?
                    I need to update my address, where do I do that?
                    How many tablets are in one pack?
                    How do I give a manager access to reports?
                    Do real people write the product reviews?
                    Does your chatbot hand over to a human for our customers?
                    I hate wool, do you have cotton blankets?
                    Is there a demo video?
                    No es urgente, ¿cuándo abrís?
                    Ce n'est pas urgent, quand ouvrez-vous ?
                    Wie lange dauert der Versand, es eilt nicht
                    I'm anxious to see it, where is your showroom?
                    Damn, that was fast. Which battery fits?
                    How can a tent be so light?
                    Is the travel insurance covering injuries while skiing?
                    Deckt die Versicherung Verletzungen ab?
                    Does deleting my account also delete my invoices?
                    Are my points valid for ever?
                    Can I return medicine that I do not need?
                    Is it legal to fly the drone in the park?
                    What is the fraud alert in the app?
                    Which seat has the best view?
                    Is smoking allowed on the terrace?
                    I forgot my password
                    Can I have my name on the cup?
                    How do I make a quote for a client?
                    I'm scared of heights, which seats are low?
                    Quiero saber si el plan pequeño se puede usar solo en casa o también cuando estoy de viaje con la familia
                    Ich wüsste gern, ob das kleine Paket nur im Sommer gilt oder auch noch nach den Ferien im Herbst
                    Je voudrais savoir si le petit forfait marche bien à la campagne ou seulement en ville, pour ma mère
                    """)
    void thisIsTheAssistants(String text) {
        assertThat(decide(text).outcome())
                .isIn(EscalationOutcome.CONTINUE, EscalationOutcome.CLARIFY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    EXPLICIT_REQUEST  | I spoke to a very nice lady yesterday.
                    EXPLICIT_REQUEST  | should I ever need help in person, where is your office
                    EXPLICIT_REQUEST  | Falls ich mal wen aus der Technik brauche, wann seid ihr da?
                    EXPLICIT_REQUEST  | no necesito hablar con nadie, solo quiero saber el precio
                    EXPLICIT_REQUEST  | pas besoin de déranger quelqu'un, je veux juste le tarif
                    EXPLICIT_REQUEST  | Can members speak to a nutritionist
                    EXPLICIT_REQUEST  | I never want to phone anybody
                    EXPLICIT_REQUEST  | Am I talking to a robot?
                    EXPLICIT_REQUEST  | Can I hand my shift to a colleague in the planner
                    EMOTION_URGENCY   | Don't worry about it, take your time
                    EMOTION_URGENCY   | That took forever haha but it's here.
                    ACCOUNT_SPECIFIC  | I already got my refund, thank you.
                    BUYING_INTENT     | I'm not looking for a consultant, only for a template
                    """)
    void whatAHeadReadsIntoWordsThatOnlySpeakOfItBringsNobody(Trigger read, String text) {
        assertThat(decide(text, new Reading(read, 0.8, text)).outcome())
                .isIn(EscalationOutcome.CONTINUE, EscalationOutcome.CLARIFY);
    }

    @Test
    void whatIsForSomeDayInOneSentenceMayBeWantedNowInTheNext() {
        String text = "If I ever need you, when are you there? Anyway, get me one of your lot now";
        assertThat(decide(text, new Reading(Trigger.EXPLICIT_REQUEST, 0.9, text)).trigger())
                .isEqualTo(Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void aMatterThatIsSaidGoesBeforeAMoodThatIsOnlyRead() {
        String text = "My parcel has been stuck in Leeds for six days";
        assertThat(decide(text, new Reading(Trigger.EMOTION_URGENCY, 0.75, text)).trigger())
                .isEqualTo(Trigger.ACCOUNT_SPECIFIC);
    }

    @Test
    void wordsThatAHeadHearsNothingInMakeTheAssistantAskAndNotOffer() {
        String text = "How do I print labels in bulk?";
        assertThat(decide(text).trigger()).isEqualTo(Trigger.BUYING_INTENT);
        assertThat(decide(text, new Reading(Trigger.BUYING_INTENT, 0.05, text)).outcome())
                .isEqualTo(EscalationOutcome.CLARIFY);
        assertThat(decide(text, new Reading(Trigger.BUYING_INTENT, 0.3, text)).outcome())
                .isEqualTo(EscalationOutcome.OFFER);
    }

    @Test
    void noHeadDoubtsDangerOrAWishForAPerson() {
        String danger = "I broke my wrist in your shop";
        assertThat(decide(danger, new Reading(Trigger.REGULATED_SAFETY, 0.01, danger)).outcome())
                .isEqualTo(EscalationOutcome.ESCALATE);
        String wish = "Put me through to an agent";
        assertThat(decide(wish, new Reading(Trigger.EXPLICIT_REQUEST, 0.01, wish)).trigger())
                .isEqualTo(Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void aWishThatIsOnlyReadGivesWayToAMatterThatIsSaid() {
        String text = "Please update my delivery address";
        assertThat(decide(text, new Reading(Trigger.EXPLICIT_REQUEST, 0.7, text)).trigger())
                .isEqualTo(Trigger.ACCOUNT_SPECIFIC);
        String unsaid = "It would be easier by voice";
        assertThat(decide(unsaid, new Reading(Trigger.EXPLICIT_REQUEST, 0.7, unsaid)).trigger())
                .isEqualTo(Trigger.EXPLICIT_REQUEST);
    }

    @Test
    void evidenceIsWhatTheCustomerWroteWithoutAddressesAndCardNumbers() {
        assertThat(decide("¡Huele a GAS en la cocina!").signals())
                .extracting(Signal::evidence)
                .contains("Huele a GAS");
        assertThat(Words.evidence("mail zoe@example.com or 4111 1111 1111 1111"))
                .isEqualTo("mail [email] or [card]");
        assertThat(Words.evidence("or 4111.1111.1111.1111 12/27, account 1234\u00a05678901234"))
                .isEqualTo("or [card], account [number]");
    }

    @Test
    void aFaultIsLookedAtTogether() {
        EscalationDecided decided =
                decide(
                        "I already tried another cable and reset it, error E133 shows up only when both pumps run, what could it be?");
        assertThat(decided.weighing().map(Weighing::channels).orElseThrow())
                .startsWith(Channel.VIDEO);
    }

    @Test
    void aSlowAnswerFromExpensiveAgentsIsOfferedLessOften() {
        Reading perhaps = new Reading(Trigger.BUYING_INTENT, 0.8, "perhaps it is a deal");
        assertThat(decide("perhaps it is a deal", perhaps).outcome())
                .isEqualTo(EscalationOutcome.OFFER);
        BusinessValues expensive =
                new BusinessValues(5, 6, 0.1, 200, 0.055, 11, 140, 0.08, Map.of());
        EscalationSettings dear = new EscalationSettings("dear", 0.6, 2, 2, 0.72, expensive);
        assertThat(decide(dear, "perhaps it is a deal", perhaps).outcome())
                .isEqualTo(EscalationOutcome.CONTINUE);
    }

    @Test
    void aCustomerOfAValuedSegmentIsOfferedAPersonSooner() {
        EscalationSettings valued =
                PolicyValue.settings("v1", Map.of(), Map.of("business", 2_000.0, "trial", 1.0));
        assertThat(perhapsComplex(valued, Optional.empty())).isEqualTo(EscalationOutcome.CONTINUE);
        assertThat(perhapsComplex(valued, Optional.of("unheard-of")))
                .isEqualTo(EscalationOutcome.CONTINUE);
        assertThat(perhapsComplex(valued, Optional.of("business")))
                .isEqualTo(EscalationOutcome.OFFER);
        assertThat(perhapsComplex(EscalationSettings.DEFAULT, Optional.of("business")))
                .isEqualTo(EscalationOutcome.CONTINUE);
        assertThat(
                        new EscalationPolicy(valued, ProgramPolicy.WORDS)
                                .explicitRequest(
                                        Opened.conversation("a human", Optional.of("trial")),
                                        Observation.ofWords(2, "a human please")))
                .as("whoever asks for a person gets one")
                .isPresent();
    }

    private static EscalationOutcome perhapsComplex(
            EscalationSettings settings, Optional<String> segment) {
        String text = "perhaps this is not simple";
        return new EscalationPolicy(settings, ProgramPolicy.WORDS)
                .decide(
                        Opened.conversation(text, segment),
                        new Observation(
                                2,
                                text,
                                Optional.of(AnswerBand.SUGGEST),
                                List.of(),
                                List.of(),
                                List.of(new Reading(Trigger.COMPLEX, 0.3, text)),
                                Duration.ZERO))
                .outcome();
    }

    @Test
    void moreSignalsNeverMakeAPersonLessLikely() {
        for (double first = 0; first <= 1; first += 0.1) {
            double before = 0;
            for (double second = 0; second <= 1; second += 0.1) {
                double score =
                        decide(
                                        "a sentence",
                                        new Reading(Trigger.BUYING_INTENT, first, "a"),
                                        new Reading(Trigger.ACCOUNT_SPECIFIC, second, "b"))
                                .weighing()
                                .orElseThrow()
                                .score();
                assertThat(score).isGreaterThanOrEqualTo(before);
                before = score;
            }
        }
    }

    @Test
    void aWishForAPersonThatIsDeniedIsNotReadIntoTheWords() {
        assertThat(
                        decide(
                                        "I do not need an agent, only the price",
                                        new Reading(Trigger.EXPLICIT_REQUEST, 0.99, "agent"))
                                .trigger())
                .isNotEqualTo(Trigger.EXPLICIT_REQUEST);
    }
}
