package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Microphones and cameras that are chosen, missing or not allowed: said in plain words, and
/// everything else goes on.
class DeviceStoryIT {
    @RegisterExtension static final Stage stage = new Stage("devices");

    @Test
    void anotherMicrophoneAndCameraAreUsedAtOnceAndInTheNextCall() {
        Album album = new Album("devices");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/help/slow-speed/");
        customer.videoCallsWith(maya);
        assertThat(customer.sends()).containsExactly("Fake Default Audio Input", "fake_device_0");

        customer.click("call-devices");
        customer.chooses("microphone", "Fake Audio Input 2");
        customer.chooses("camera", "fake_device_2");
        customer.sends("Fake Audio Input 2", "fake_device_2");
        maya.sees();
        maya.hears();
        album.show("chosen", customer);
        customer.click("call-devices");

        maya.click("call-devices");
        album.show("menu", maya);
        maya.chooses("Fake Audio Input 1");
        maya.click("call-devices");
        maya.chooses("fake_device_2");
        maya.sends("Fake Audio Input 1", "fake_device_2");
        customer.sees();
        customer.hears();

        maya.visible("call-end").click();
        customer.expect("event-call_ended").isVisible();
        customer.click("propose-video");
        maya.click("consent-accept");
        customer.sees();
        maya.sees();
        customer.sends("Fake Audio Input 2", "fake_device_2");
        maya.sends("Fake Audio Input 1", "fake_device_2");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void aMicrophoneThatIsNotThereIsSaidAndUsedOnceItIsPluggedIn() {
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer();
        customer.hasNoMicrophone();
        customer.opens("/demo/help/");
        customer.asksForPerson("voice");
        maya.accepts();

        customer.expect("problem-microphone").containsText("No microphone found");
        customer.expect(customer.visible("call-mute")).hasAttribute("data-lit", "true");
        customer.hears();
        maya.expect("call-status").containsText("muted");
        new Album("absent").show("microphone", customer, maya);
        customer.says("I have no microphone, but I hear you.");
        maya.expect(maya.by("message-customer").last()).containsText("no microphone");

        customer.click("call-keys");
        customer.click("key-7");
        maya.expect("keys-pressed").containsText("pressed 7");
        customer.click("keypad-close");

        customer.plugsIn();
        customer.click("problem-again");
        maya.hears();
        customer.expect("problem-microphone").isHidden();
        customer.expect(customer.visible("call-mute")).hasAttribute("data-lit", "false");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void whatTheBrowserBlocksOnBothSidesIsExplainedAndUsedOnceItIsAllowed() {
        Album album = new Album("denied");
        Agent maya = stage.cautiousAgent("maya").signsIn();
        Customer customer = stage.cautiousCustomer().opens("/demo/help/");
        customer.asksForPerson("video");
        maya.accepts();

        customer.expect("problem-microphone").containsText("blocking the microphone");
        maya.expect("microphone-trouble").containsText("blocking the microphone");
        for (Person person : new Person[] {customer, maya}) {
            person.expect("call-mute").hasAttribute("data-lit", "true");
            person.expect("call-camera").hasAttribute("data-lit", "true");
            person.expect(person.callStage()).hasAttribute("data-phase", "connected");
        }
        album.show("everything", customer, maya);
        maya.says("Can you write instead?");
        customer.click("call-chat");
        customer.expect(customer.by("message-other").last()).containsText("write instead");
        customer.says("I can.");
        maya.expect(maya.by("message-customer").last()).containsText("I can.");
        album.show("text-goes-on", customer, maya);

        customer.allows("microphone");
        customer.click("problem-again");
        maya.hears();
        customer.expect("call-mute").hasAttribute("data-lit", "false");
        customer.expect("problem-camera").containsText("blocking the camera");
        maya.allows("microphone");
        maya.click("media-retry");
        customer.hears();
        maya.expect("call-mute").hasAttribute("data-lit", "false");
        maya.expect("camera-trouble").containsText("blocking the camera");
        album.show("camera", customer, maya);

        customer.allows("microphone", "camera");
        customer.click("problem-again");
        maya.sees();
        maya.allows("microphone", "camera");
        maya.click("media-retry");
        customer.sees();
        customer.expect("problem-camera").isHidden();
        maya.expect("camera-trouble").isHidden();
        maya.endsAndWrapsUp("solved", "");
    }
}
