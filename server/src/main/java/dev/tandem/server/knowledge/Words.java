package dev.tandem.server.knowledge;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.util.ElisionFilter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// From text to the stems that are searched, by the rules of one language. Lucene's analyzers are
/// safe for many threads.
public final class Words {
    /// One spelling for what people write in many ways.
    private static final List<Spelling> SPELLINGS =
            List.of(
                    new Spelling("\\bwi[- ]fi\\b", "wifi"),
                    new Spelling("\\be[- ]mails?\\b", "email"),
                    new Spelling("\\b(sign|log)(ing)?[- ]?(in|on)s?\\b", "signin"),
                    new Spelling("\\bset(ting)?[- ]up\\b", "setup"),
                    new Spelling("\\b([a-z]+)['’]s\\b", "$1"));

    private record Spelling(Pattern written, String plain) {
        Spelling(String written, String plain) {
            this(Pattern.compile(written), plain);
        }
    }

    private final Analyzer analyzer;

    private Words(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    public static Words of(Language language) {
        return switch (language) {
            case ENGLISH -> new Words(new EnglishWithFamilies());
            case SPANISH ->
                    new Words(
                            new SnowballAnalyzer(
                                    "Spanish",
                                    SpanishAnalyzer.getDefaultStopSet(),
                                    WordFamilies.SPANISH));
            case FRENCH ->
                    new Words(
                            new SnowballAnalyzer(
                                    "French",
                                    FrenchAnalyzer.getDefaultStopSet(),
                                    WordFamilies.FRENCH));
            case OTHER -> new Words(new StandardAnalyzer());
        };
    }

    Analyzer analyzer() {
        return analyzer;
    }

    /// Lower case, one spelling: what goes into the analyzer.
    static String plain(String text) {
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replace('’', '\'');
        for (Spelling spelling : SPELLINGS) {
            plain = spelling.written().matcher(plain).replaceAll(spelling.plain());
        }
        return plain;
    }

    private static final class EnglishWithFamilies extends AnalyzerWrapper {
        private final Analyzer plain = new EnglishAnalyzer();
        private final Map<String, String> families =
                WordFamilies.stems(WordFamilies.ENGLISH, new Words(plain));

        EnglishWithFamilies() {
            super(PER_FIELD_REUSE_STRATEGY);
        }

        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return plain;
        }

        @Override
        protected TokenStreamComponents wrapComponents(
                String field, TokenStreamComponents components) {
            return new TokenStreamComponents(
                    components.getSource(),
                    new WordFamilies(components.getTokenStream(), families));
        }
    }

    /// Lucene's own analyzers of these languages stem nouns only; customers write "olvidé", pages
    /// "olvidó".
    private static final class SnowballAnalyzer extends Analyzer {
        private static final CharArraySet ELIDED =
                new CharArraySet(List.of("l", "d", "j", "n", "m", "t", "s", "c", "qu"), true);

        private final String stemmer;
        private final CharArraySet small;
        private final Map<String, String> families;

        SnowballAnalyzer(String stemmer, CharArraySet small, List<String> families) {
            this.stemmer = stemmer;
            this.small = small;
            this.families =
                    families.isEmpty()
                            ? Map.of()
                            : WordFamilies.stems(
                                    families,
                                    new Words(new SnowballAnalyzer(stemmer, small, List.of())));
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer source = new StandardTokenizer();
            TokenStream lower = new LowerCaseFilter(new ElisionFilter(source, ELIDED));
            TokenStream stemmed = new SnowballFilter(new StopFilter(lower, small), stemmer);
            TokenStream folded = new ASCIIFoldingFilter(stemmed);
            return new TokenStreamComponents(source, new WordFamilies(folded, families));
        }
    }

    /// Stems in the order of the text, repetitions included, small words left out.
    public List<String> stems(String text) {
        List<String> stems = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("text", plain(text))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                stems.add(term.toString());
            }
            tokens.end();
            return stems;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }
}
