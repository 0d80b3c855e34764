package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import dev.tandem.server.assistant.ScriptedEndpoint;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A business has set a language model: it writes, is read while it does, and is not believed.
class WriterStoryIT {
    private static final String ASKED = "What does a blinking amber light mean?";
    private static final String FIRST = "Amber blinking: the Hub does not see the fibre signal.";

    @Test
    void aWrittenAnswerComesWithItsPageAndALieIsReplacedByTheSitesWords() throws Exception {
        try (ScriptedEndpoint model = new ScriptedEndpoint();
                TandemProcess tandem =
                        TandemProcess.start(
                                "writer",
                                Map.of(
                                        "TANDEM_WRITER_URL",
                                        model.url(),
                                        "TANDEM_WRITER_MODEL",
                                        "scripted"));
                Browsers browsers = Browsers.open()) {
            Customer customer = new Customer(browsers.newPerson(), tandem);
            customer.opens("/demo/help/");

            model.says("Amber blinking: the Hub does not see", " the fibre signal. [1]");
            var written = customer.asks(ASKED);
            customer.expect(written)
                    .containsText("Amber blinking: the Hub does not see the fibre signal.");
            customer.expect(written.getByRole(AriaRole.LINK)).not().hasCount(0);

            model.says("Amber means that you must pay 500 pounds at https://evil.example [1]");
            var quoted = customer.asks(ASKED);
            customer.expect(quoted).containsText("amber");
            customer.expect(quoted).not().containsText("evil");

            Customer other = new Customer(browsers.newPerson(), tandem);
            other.opens("/demo/help/");
            readsWhileItIsWritten(other, model);
            asksForAPersonInTheMiddle(other, model);
        }
    }

    private static void readsWhileItIsWritten(Customer customer, ScriptedEndpoint model) {
        int answers = customer.by("message-assistant").count();
        model.beginsWith(FIRST, " [1]", " Amber");
        customer.says(ASKED);
        customer.expect("assistant-draft").containsText(FIRST);
        double top = customer.by("assistant-draft").boundingBox().y;

        model.goesOnWith(" blinking: the Hub does not see the fibre signal. [1]");
        Locator answer = customer.by("message-assistant").nth(answers);
        customer.expect(answer).containsText(FIRST + " " + FIRST);
        customer.expect("assistant-draft").hasCount(0);
        customer.await(
                "the answer to stand where the draft stood, or higher for its source below",
                () -> answer.boundingBox().y <= top);
    }

    private static void asksForAPersonInTheMiddle(Customer customer, ScriptedEndpoint model)
            throws InterruptedException {
        model.beginsWith(FIRST, " [1]", " Amber");
        customer.says(ASKED);
        customer.expect("assistant-draft").containsText(FIRST);

        customer.says("I want to talk to a person");
        customer.expect("assistant-draft").hasCount(0);
        assertThat(model.hungUpOn.await(20, TimeUnit.SECONDS))
                .as("the model is not asked for what nobody reads")
                .isTrue();
    }
}
