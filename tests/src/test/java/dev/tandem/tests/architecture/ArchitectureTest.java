package dev.tandem.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The arrows of the design: what imports what, and what stays pure.
class ArchitectureTest {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    // The server's tests come as a jar of their own.
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("dev.tandem");

    /// Values and functions: no clock, chance, thread or IO comes in by any of these.
    private static final String[] PURE = {
        "dev.tandem.server.conversation",
        "dev.tandem.server.escalation",
        "dev.tandem.server.escalation.rules",
        "dev.tandem.server.privacy",
        "dev.tandem.server.routing",
        "dev.tandem.signaling.bridge",
        "dev.tandem.signaling.protocol",
        "dev.tandem.signaling.sdp",
        "dev.tandem.signaling.timeline",
        "dev.tandem.media.packet",
        "dev.tandem.media.ice",
        "dev.tandem.media.pipeline",
        "dev.tandem.media.bridge",
    };

    private static final String[] JAVA = {
        "java.lang..",
        "java.util..",
        "java.time..",
        "java.math..",
        "java.text..",
        "java.nio.charset",
        "org.jspecify..",
    };

    /// Counters that a metrics thread reads, and the port whose answer comes later.
    private static final Set<String> AT_THE_EDGE = Set.of("LongAdder", "CompletionStage");

    @Test
    void thereIsSomethingToLookAt() {
        assertThat(ALL.contain("dev.tandem.server.conversation.Conversation")).isTrue();
        assertThat(ALL.contain("dev.tandem.signaling.protocol.MessageCodec")).isTrue();
        assertThat(ALL).hasSizeGreaterThan(100);
    }

    // Who may import whom

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dev.tandem.server.conversation | dev.tandem.signaling.protocol dev.tandem.signaling.timeline
                    dev.tandem.server.escalation | dev.tandem.server.conversation dev.tandem.server.escalation.rules dev.tandem.server.privacy dev.tandem.signaling.protocol dev.tandem.signaling.timeline
                    dev.tandem.server.escalation.rules | ''
                    dev.tandem.server.privacy | ''
                    dev.tandem.server.routing | dev.tandem.signaling.protocol
                    dev.tandem.signaling.timeline | dev.tandem.signaling.protocol com.fasterxml.jackson.annotation
                    dev.tandem.signaling.protocol | dev.tandem.signaling.timeline com.fasterxml.jackson.. java.io
                    dev.tandem.signaling.bridge | dev.tandem.signaling.protocol java.security
                    dev.tandem.signaling.sdp | dev.tandem.signaling.bridge
                    dev.tandem.media.packet | org.jitsi.utils
                    dev.tandem.media.ice | dev.tandem.media.packet dev.tandem.signaling.bridge org.ice4j.. javax.crypto.. java.security java.net
                    dev.tandem.media.pipeline | dev.tandem.media.packet dev.tandem.signaling.bridge
                    """)
    void aPurePackageImportsOnlyWhatItSays(String name, String others) {
        List<String> allowed = new ArrayList<>(List.of(JAVA));
        allowed.add(name);
        allowed.addAll(List.of(others.split(" ")));
        classes()
                .that()
                .resideInAPackage(name)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed.toArray(String[]::new))
                                .or(
                                        describe(
                                                "are primitives",
                                                c -> c.getBaseComponentType().isPrimitive())))
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void nothingInTheServerGoesInCircles() {
        slices().matching("dev.tandem.server.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void nothingInTheBridgeGoesInCircles() {
        slices().matching("dev.tandem.media.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void theArrowsBetweenTheModulesGoOneWay() {
        onlyIn("dev.tandem.server..", "dev.tandem.server..");
        noClasses()
                .that()
                .resideInAPackage("dev.tandem.signaling..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tandem.media..")
                .check(ALL);
    }

    @Test
    void onlyTheCompositionRootStartsABridge() {
        onlyIn("dev.tandem.media..", "dev.tandem.media..", "dev.tandem.server");
    }

    // Who may know which library

    @Test
    void vertxIsAtTheEdge() {
        onlyIn(
                "io.vertx..",
                "dev.tandem.server",
                "dev.tandem.server.gateway..",
                "dev.tandem.server.cluster..",
                "dev.tandem.server.knowledge..",
                "dev.tandem.signaling.service..");
    }

    @Test
    void hazelcastIsInTheClusterPackage() {
        onlyIn("com.hazelcast..", "dev.tandem.server", "dev.tandem.server.cluster..");
    }

    @Test
    void theDatabaseIsInTheStore() {
        for (String library :
                List.of(
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "com.zaxxer.hikari..",
                        "org.flywaydb..",
                        "io.zonky..")) {
            onlyIn(library, "dev.tandem.server.store..");
        }
    }

    @Test
    void nettyIsInTheShellOfTheBridge() {
        onlyIn(
                "io.netty..",
                "dev.tandem.media",
                "dev.tandem.media.netty..",
                "dev.tandem.server",
                "dev.tandem.server.gateway..");
    }

    @Test
    void bouncyCastleIsInDtls() {
        onlyIn("org.bouncycastle..", "dev.tandem.media.dtls..");
    }

    @Test
    void searchAndModelsAreInKnowledge() {
        for (String library :
                List.of(
                        "org.apache.lucene..",
                        "ai.onnxruntime..",
                        "org.jsoup..",
                        "crawlercommons..",
                        "dev.langchain4j..")) {
            onlyIn(library, "dev.tandem.server.knowledge..", "dev.tandem.server.assistant..");
        }
    }

    /// A failed check of libwebrtc ends its process, which must be no server's and no test's.
    @Test
    void webrtcIsInTheProcessOfPeersWithoutABrowser() {
        JavaClasses tests = new ClassFileImporter().importPackages("dev.tandem.tests");
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.tandem\\.tests\\.peer\\.(Endpoint|Ear).*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.onvoid..")
                .check(tests);
        onlyIn("dev.onvoid..");
    }

    private static void onlyIn(String what, String... places) {
        noClasses()
                .that()
                .resideOutsideOfPackages(places)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(what)
                .check(ALL);
    }

    // What stays pure

    @Test
    void purePackagesReadNoClockAndNoChance() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .accessTargetWhere(
                        describe("reads a clock or chance", ArchitectureTest::isClockOrChance))
                .check(ALL);
    }

    @Test
    void purePackagesKnowNoThreadAndNoIo() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(impure())
                .check(ALL);
    }

    private static DescribedPredicate<JavaClass> impure() {
        return JavaClass.Predicates.resideInAnyPackage(
                        "java.nio.file..",
                        "java.nio.channels..",
                        "io.vertx..",
                        "io.netty..",
                        "com.hazelcast..",
                        "org.slf4j..")
                .or(
                        describe(
                                "work at the same time as others",
                                c ->
                                        c.getName().startsWith("java.util.concurrent")
                                                && !AT_THE_EDGE.contains(c.getSimpleName())))
                .or(
                        describe(
                                "are threads, files or sockets",
                                c ->
                                        Set.of(
                                                        "java.lang.Thread",
                                                        "java.lang.ThreadLocal",
                                                        "java.lang.Process",
                                                        "java.io.File",
                                                        "java.net.Socket",
                                                        "java.net.DatagramSocket")
                                                .contains(c.getName())));
    }

    private static boolean isClockOrChance(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" ->
                    Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty").contains(name);
            case "java.lang.Math" -> name.equals("random");
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.security.SecureRandom",
                    "java.util.concurrent.ThreadLocalRandom",
                    "java.time.Clock" ->
                    true;
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }

    // Names

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Impl", "Processor"})
    void noClassIsCalledBySayingNothing(String part) {
        noClasses()
                .should()
                .haveSimpleNameEndingWith(part)
                .orShould()
                .haveSimpleNameEndingWith(part + "s")
                .check(ALL);
        assertThat(ALL.stream().map(JavaClass::getSimpleName).filter(n -> n.contains(part)))
                .filteredOn(n -> !n.startsWith("Implicit"))
                .isEmpty();
    }

    @Test
    void noPackageIsADrawerForEverything() {
        assertThat(
                        ALL.stream()
                                .flatMap(c -> List.of(c.getPackageName().split("\\.")).stream())
                                .distinct())
                .doesNotContain("util", "utils", "common", "core", "impl", "manager", "helper");
    }

    // That it bites

    @Test
    void theRulesNoticeWhatTheyForbid() {
        assertThatThrownBy(() -> onlyIn("com.fasterxml.jackson..", "dev.tandem.server.gateway"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MessageCodec");
        assertThatThrownBy(() ->
                        aPurePackageImportsOnlyWhatItSays(
                                "dev.tandem.server.escalation", "nothing.at.all"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("EscalationPolicy");
    }
}
