package dev.tandem.server.escalation.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How files of rules are read, and what is said about one that is wrong.
class MatterTest {
    private final Map<String, String> files = new LinkedHashMap<>();

    MatterTest() {
        file("languages.txt", "en: smoke");
    }

    @Test
    void aRuleIsAnyOfItsAlternativesWithFragmentsPutIn() {
        file(
                "en/smoke.txt",
                """
                # What burns.

                [fragment thing]
                hub
                cables?

                # "my hub is on fire", "the cables burn"
                [rule fire: danger 0.9, whole words]
                {thing} (?:is|are) on fire
                {thing} burns?
                [unless]
                \\bdo you sell\\b[^.]{0,10}$
                """);

        Rule rule = read(true).rules().getFirst();

        assertThat(rule.signal()).isEqualTo("danger");
        assertThat(rule.value()).isEqualTo(0.9);
        assertThat(rule.pattern().pattern())
                .isEqualTo("\\b(?:(?:hub|cables?) (?:is|are) on fire|(?:hub|cables?) burns?)\\b");
        assertThat(rule.unless().pattern()).isEqualTo("(?:\\bdo you sell\\b[^.]{0,10}$)");
    }

    @Test
    void whatStandsAroundAnAlternativeIsSaidInTheHeader() {
        file(
                "en/smoke.txt",
                """
                [rule words: a 1, whole words]
                fire
                [rule starts: b 1, starts of words]
                fire
                [rule anything: c 1]
                fire
                """);

        assertThat(read(true).rules())
                .extracting(rule ->
                        rule.pattern().matcher("bonfire, firewood, a fire.").results().count())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRuleThatNothingTakesBackCountsAlways() {
        file("en/smoke.txt", "[rule fire: danger 1]\nfire");

        assertThat(read(true).rules().getFirst().unless().matcher("anything").find()).isFalse();
    }

    @Test
    void languagesAreReadInTheirOrderAndShareWhatHoldsInAll() {
        file("languages.txt", "# all first\nall: smoke\nde: smoke\nen: smoke other");
        file("all/smoke.txt", "[fragment not]\nno\nkein\n\n[list plain]\nwlan");
        file("en/smoke.txt", "[rule fire: danger 1]\n{not} fire\n[list plain]\nwifi");
        file("de/smoke.txt", "[rule fire: danger 1]\n{not} feuer");
        file("en/other.txt", "[rule flood: danger 1]\nflood");

        Matter matter = read(true, "plain");

        assertThat(matter.rules())
                .extracting(rule -> rule.pattern().pattern())
                .containsExactly("(?:(?:no|kein) feuer)", "(?:(?:no|kein) fire)");
        assertThat(matter.languages("plain")).containsExactly("all", "en");
        assertThat(matter.any("plain").pattern()).isEqualTo("(?:wlan)|(?:wifi)");
        assertThat(matter.any("en", "plain").pattern()).isEqualTo("(?:wifi)");
        assertThat(matter.words("plain")).containsExactlyInAnyOrder("wlan", "wifi");
        assertThat(matter.rules("en")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [section a]           | no such section
                    [rule fire: danger]   | no such section
                    [rule fire: danger 1, parts of words] | no such section
                    [Fragment a]          | no such section
                    fire                  | no header stands above
                    """)
    void whatIsNoHeaderIsNoSection(String line, String wrong) {
        file("en/smoke.txt", "\n" + line);

        assertWrong(true).hasMessage("escalation/rules/en/smoke.txt:2: %s", message(wrong, line));
    }

    private static String message(String wrong, String line) {
        return wrong.startsWith("no such") ? wrong + ": " + line : wrong;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {glow}        | no fragment {glow} stands above
                    a {later}     | no fragment {later} stands above
                    a {2,3} {Glow | no fragment {Glow} stands above
                    \\p{M}        | no fragment {M} stands above
                    """)
    void aFragmentStandsAboveWhereItIsUsed(String line, String wrong) {
        file("en/smoke.txt", "[rule fire: danger 1]\n" + line + "\n[fragment later]\nx");

        assertWrong(true).hasMessage("escalation/rules/en/smoke.txt:2: %s", wrong);
    }

    @Test
    void aFragmentIsNoPartOfItself() {
        file("en/smoke.txt", "[fragment fire]\n{fire}s\n[rule fire: danger 1]\n{fire}");

        assertWrong(true).hasMessageContaining("smoke.txt:2: no fragment {fire} stands above");
    }

    @ParameterizedTest
    @CsvSource({
        "fragment fire, there is a fragment fire already",
        "list fire, there is a list fire already",
        "rule fire: danger 1, there is a rule fire already",
    })
    void aNameStandsOnce(String header, String wrong) {
        String section = "[" + header + "]\nfire\n";
        file("en/smoke.txt", section + section);

        assertWrong(true, "fire").hasMessage("escalation/rules/en/smoke.txt:3: %s", wrong);
    }

    @Test
    void aFragmentOfAllLanguagesIsNoNewOneInALanguage() {
        file("languages.txt", "all: smoke\nen: smoke");
        file("all/smoke.txt", "[fragment fire]\nfeu");
        file("en/smoke.txt", "[fragment fire]\nfire\n[rule fire: danger 1]\n{fire}");

        assertWrong(true).hasMessageContaining("en/smoke.txt:1: there is a fragment fire already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    fire||smoke   ! an empty alternative
                    |fire         ! an empty alternative
                    fire|         ! an empty alternative
                    on (?:|fire)  ! an empty alternative
                    on (?=fire|)  ! an empty alternative
                    fire|smoke    ! two alternatives: write them one a line
                    (?:a|b)|c     ! two alternatives: write them one a line
                    (?:fire       ! a bracket without its other half
                    fire)         ! a bracket without its other half
                    a[bc          ! a bracket without its other half
                    *fire         ! Dangling meta character '*'
                    fire{         ! no fragment {} stands above
                    fire{2,1}     ! Illegal repetition range
                    """)
    void aLineIsOneAlternative(String line, String wrong) {
        file("en/smoke.txt", "[rule fire: danger 1]\nburns\n" + line + "\nsmokes");

        assertWrong(true).hasMessageContaining("escalation/rules/en/smoke.txt:3: " + wrong);
    }

    @ParameterizedTest
    @CsvSource({"a\\|b", "[|]", "(?:a|[(|])", "(?=a|$)x", "[ ]fire[ ]"})
    void aBarInBracketsOrAsALetterParts(String line) {
        file("en/smoke.txt", "[rule fire: danger 1]\n" + line + "x");

        assertThat(read(true).rules()).hasSize(1);
    }

    @Test
    void whatDoesNotCompileInAFragmentIsFoundThere() {
        file("languages.txt", "all: smoke\nen: smoke");
        file("all/smoke.txt", "[fragment hot]\nhot\n?warm");
        file("en/smoke.txt", "[rule fire: danger 1]\nfire\n{hot}");

        Matter matter = read(true);

        assertThatThrownBy(matter::rules)
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("all/smoke.txt:3: Dangling meta character '?'");
    }

    @Test
    void spacesThatNobodySeesAreRefused() {
        file("en/smoke.txt", "[rule fire: danger 1]\nfire ");
        assertWrong(true).hasMessageContaining("en/smoke.txt:2: nobody sees a space");

        file("en/smoke.txt", "[rule fire: danger 1]\n fire");
        assertWrong(true).hasMessageContaining("en/smoke.txt:2: nobody sees a space");
    }

    @Test
    void aSectionHasAlternatives() {
        file("en/smoke.txt", "[fragment a]\n# none\n[rule fire: danger 1]\nfire");

        assertWrong(true).hasMessageContaining("en/smoke.txt:1: no alternative stands below");
    }

    @Test
    void lines160LongAreReadAndNoLonger() {
        file("en/smoke.txt", "[rule fire: danger 1]\n" + "x".repeat(160));
        assertThat(read(true).rules()).hasSize(1);

        file("en/smoke.txt", "[rule fire: danger 1]\n" + "x".repeat(161));
        assertWrong(true).hasMessageContaining("en/smoke.txt:2: longer than 160 characters");
    }

    @Test
    void anAlternativeThatStandsAboveIsUsedByNobody() {
        file("en/smoke.txt", "[rule fire: danger 1]\nfire\nsmoke\nfire");

        assertWrong(true).hasMessageContaining("en/smoke.txt:4: nobody uses this alternative");
    }

    @Test
    void aFragmentIsUsed() {
        file("en/smoke.txt", "[fragment hot]\nhot\n[rule fire: danger 1]\nfire");
        assertWrong(true).hasMessageContaining("en/smoke.txt:1: nobody uses this fragment");

        file("languages.txt", "all: smoke\nen: smoke");
        file("all/smoke.txt", "# shared\n[fragment cold]\ncold");
        file("en/smoke.txt", "[rule fire: danger 1]\nfire");
        assertWrong(true).hasMessageContaining("all/smoke.txt:2: nobody uses this fragment");
    }

    @Test
    void aListIsAskedForAndOneThatIsAskedForIsThere() {
        file("en/smoke.txt", "[rule fire: danger 1]\nfire\n[list grey]\nash");

        assertWrong(true).hasMessageContaining("en/smoke.txt:3: nobody asks for this list");
        assertWrong(true, "grey", "black")
                .hasMessage("escalation/rules/smoke: no language has the list black");
    }

    @Test
    void rulesAreAskedForAndThereIfTheyAre() {
        file("en/smoke.txt", "[list grey]\nash\n[rule fire: danger 1]\nfire");
        assertWrong(false, "grey").hasMessageContaining("en/smoke.txt:3: nobody asks for rules");

        file("en/smoke.txt", "[list grey]\nash");
        assertWrong(true, "grey").hasMessageContaining("smoke: no language has a rule");
    }

    @Test
    void unlessBelongsToARule() {
        file("en/smoke.txt", "[list grey]\nash\n[unless]\nfire");

        assertWrong(false, "grey")
                .hasMessageContaining("en/smoke.txt:3: [unless] stands below no rule");

        file("en/smoke.txt", "[rule fire: danger 1]\nfire\n[unless]\nno\n[unless]\nnot");
        assertWrong(true).hasMessageContaining("en/smoke.txt:5: [unless] stands below no rule");
    }

    @Test
    void aListOfWordsHoldsSingleWords() {
        file("en/smoke.txt", "[list grey]\nash\npale ash");
        Matter matter = read(false, "grey");

        assertThatThrownBy(() -> matter.words("grey"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("en/smoke.txt:3: nobody uses this alternative");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en smoke  | a line is a language and its matters
                    en: fire  | named twice
                    de: a a   | named twice
                    all: fire | stands before all languages
                    """)
    void aLanguageIsNamedOnceWithItsMatters(String line, String wrong) {
        file("languages.txt", "en: smoke\n" + line);

        assertWrong(true).hasMessageContaining("escalation/rules/languages.txt:2: " + wrong);
    }

    @Test
    void aFileThatIsNamedExists() {
        file("languages.txt", "en: nowhere");
        assertWrong(true).hasMessage("escalation/rules/en/nowhere.txt: there is no such file");

        files.clear();
        assertWrong(true).hasMessage("escalation/rules/languages.txt: there is no such file");
    }

    @Test
    void aMatterThatIsAskedForIsKnownInSomeLanguage() {
        file("languages.txt", "en: smoke");
        file("en/smoke.txt", "[rule fire: danger 1]\nfire");

        assertThatThrownBy(() -> parsed().ofRules("person-wish-of-nobody"))
                .isInstanceOf(RuleFileException.class)
                .hasMessageContaining("person-wish-of-nobody: no language has a rule");
    }

    @Test
    void aLanguageThatDoesNotKnowTheMatterIsSaid() {
        file("en/smoke.txt", "[rule fire: danger 1]\nfire");
        Matter matter = read(true);

        assertThatThrownBy(() -> matter.rules("de")).hasMessageContaining("de does not know smoke");
        assertThatThrownBy(() -> matter.any("en", "grey")).hasMessageContaining("no list grey");
    }

    private void file(String name, String content) {
        files.put(name, content);
    }

    private Matter read(boolean hasRules, String... lists) {
        return hasRules ? parsed().ofRules("smoke", lists) : parsed().ofLists("smoke", lists);
    }

    private Matters parsed() {
        return Matters.parse(file ->
                Optional.ofNullable(files.get(file))
                        .map(content -> List.of(content.split("\n", -1))));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertWrong(
            boolean hasRules, String... lists) {
        return assertThatThrownBy(
                        () -> {
                            Matter matter = read(hasRules, lists);
                            matter.rules();
                        })
                .isInstanceOf(RuleFileException.class);
    }
}
