package dev.tandem.tests.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What would start and then not work is refused at the render, in words that help.
class ChartRefusesTest {
    private static final String OWN_DATABASE = "persistence: {enabled: true}\n";

    @Test
    void theLeastThatWorksIsAnImageAndAPlaceForTheData() {
        assertThat(Chart.with(OWN_DATABASE).kinds()).contains("StatefulSet");
    }

    @Test
    void noImage() {
        assertThatThrownBy(Chart::bare).hasMessageContaining("image.repository is empty");
    }

    @Test
    void noPlaceForTheData() {
        assertThatThrownBy(() -> Chart.with("")).hasMessageContaining("no place for the data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    replicaCount: 2 | several servers share one external database
                    replicaCount: 10 | replicaCount
                    replicaCount: 0 | replicaCount
                    database: {url: "jdbc:postgresql://db/t", existingSecret: s} | choose the external database
                    writer: {url: "https://m.example.com/v1"} | writer.model is empty
                    turn: {urls: ["turn:t.example.com"]} | turn.existingSecret is empty
                    media: {exposure: loadBalancer} | signaling succeeds and media fails
                    media: {exposure: hostNetwork} | exposure
                    media: {port: 65535, eventLoops: 2} | no room for one port per event loop
                    media: {port: 80} | port
                    media: {eventLoops: "2"} | eventLoops
                    media: {maxCalls: 1, eventLoops: 2} | less than one per event loop
                    media: {announce: [media.example.com]} | announce
                    media: {expose: hostPort} | expose
                    ingress: {enabled: true} | ingress.hosts is empty
                    drain: {seconds: -1} | seconds
                    assistant: {model: gpt} | model
                    resources: {limits: {memory: null}} | memory
                    resources: {requests: {cpu: 1, memory: 2Gi}, limits: {memory: lots}} | memory
                    podDisruptionBudget: {maxUnavailable: 2} | maxUnavailable
                    postgres: {enabled: true} | postgres
                    """)
    void aWrongValueIsNamed(String values, String sentence) {
        assertThatThrownBy(() -> Chart.with(OWN_DATABASE + values + "\n"))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {url: "jdbc:postgresql://db/t"} | name the Secret that holds the password
                    {url: "jdbc:postgresql://db/t?user=a&password=b", existingSecret: s} | credentials
                    {url: "jdbc:postgresql://a:b@db/t", existingSecret: s} | credentials
                    {url: "postgres://db/t", existingSecret: s} | url
                    {url: "jdbc:postgresql://db/t", existingSecret: s, password: hunter2} | password
                    """)
    void aDatabaseThatWouldNotWorkOrTellItsPasswordIsRefused(String database, String sentence) {
        assertThatThrownBy(() -> Chart.with("database: " + database + "\n"))
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    media: {exposure: loadBalancer, announce: [203.0.113.7]} | one Service in front of several pods
                    media: {announce: [203.0.113.7]} | every pod would announce the same addresses
                    """)
    void mediaThatWouldReachTheWrongOfSeveralPodsIsRefused(String media, String sentence) {
        String several =
                "replicaCount: 2\ndatabase: {url: \"jdbc:postgresql://db/t\", existingSecret: s}\n";
        assertThat(Chart.with(several).kinds()).contains("StatefulSet");
        assertThatThrownBy(() -> Chart.with(several + media + "\n")).hasMessageContaining(sentence);
    }

    @Test
    void nineMembersAreTheMost() {
        String database = "database: {url: \"jdbc:postgresql://db/t\", existingSecret: s}\n";
        assertThat(Chart.with(database + "replicaCount: 9\n").kinds()).contains("StatefulSet");
        assertThatThrownBy(() -> Chart.with(database + "replicaCount: 10\n"))
                .hasMessageContaining("replicaCount");
    }

    @Test
    void anImageThatNobodyCanNameIsRefused() {
        assertThatThrownBy(() ->
                        Chart.render(
                                Chart.example("text-only"), Chart.NEWEST, "image.tag", "latest"))
                .hasMessageContaining("tag");
    }

    @Test
    void aKubernetesThatIsTooOldIsRefused() {
        assertThatThrownBy(() -> Chart.render(Chart.example("trial"), "1.28.0"))
                .hasMessageContaining("1.28.0");
    }
}
