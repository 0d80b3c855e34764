package dev.tandem.server.knowledge;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The passages of one language, searchable by their words (BM25). Immutable once built; lives on
/// the heap and is simply dropped.
final class LexicalIndex {
    private static final String ALL = "all";
    private static final String HEAD = "head";

    /// A word in a heading says what the passage is about.
    private static final float HEAD_WEIGHT = 0.6f;

    private static final float CONTEXT_WEIGHT = 0.35f;

    private final Words words;
    private final IndexSearcher searcher;
    private final int size;

    LexicalIndex(Language language, List<Passage> passages) {
        this.words = Words.of(language);
        this.size = passages.size();
        try {
            ByteBuffersDirectory directory = new ByteBuffersDirectory();
            // Keeps the order of adding, so that a document's number is the passage's.
            IndexWriterConfig config =
                    new IndexWriterConfig(words.analyzer()).setMergePolicy(new LogDocMergePolicy());
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (Passage passage : passages) {
                    writer.addDocument(document(passage));
                }
                writer.forceMerge(1);
            }
            this.searcher = new IndexSearcher(DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    private static Document document(Passage passage) {
        Document document = new Document();
        String path = Words.plain(passage.path());
        document.add(new TextField(HEAD, path, Field.Store.NO));
        document.add(new TextField(ALL, path + " " + Words.plain(passage.text()), Field.Store.NO));
        return document;
    }

    Set<String> stems(String text) {
        return new HashSet<>(words.stems(text));
    }

    boolean knows(String stem) {
        return frequency(stem) > 0;
    }

    /// Passages that hold the stem.
    private int frequency(String stem) {
        try {
            return searcher.getIndexReader().docFreq(new Term(ALL, stem));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    /// Rare words weigh more, words of no passage the most.
    double weight(String stem) {
        int df = frequency(stem);
        return Math.log(1 + (size - df + 0.5) / (df + 0.5));
    }

    double weight(Set<String> stems) {
        return stems.stream().mapToDouble(this::weight).sum();
    }

    /// Share of `wanted`, by weight, that is in `present`; 0 if nothing is wanted.
    double coverage(Set<String> wanted, Set<String> present) {
        double all = weight(wanted);
        double there = 0;
        for (String stem : wanted) {
            there += present.contains(stem) ? weight(stem) : 0;
        }
        return all == 0 ? 0 : there / all;
    }

    /// The same of many passages with their headings, by their numbers.
    Map<Integer, Double> coverages(Set<String> wanted, Set<Integer> passages) {
        double all = weight(wanted);
        Map<Integer, Double> covered = new HashMap<>();
        if (all == 0) {
            return covered;
        }
        List<Integer> ascending = passages.stream().sorted().toList();
        for (String stem : wanted) {
            double share = weight(stem) / all;
            holding(stem, ascending).forEach(passage -> covered.merge(passage, share, Double::sum));
        }
        return covered;
    }

    private List<Integer> holding(String stem, List<Integer> ascending) {
        List<Integer> holding = new ArrayList<>();
        try {
            PostingsEnum postings =
                    MultiTerms.getTermPostingsEnum(
                            searcher.getIndexReader(),
                            ALL,
                            new BytesRef(stem),
                            (int) PostingsEnum.NONE);
            int at = postings == null ? DocIdSetIterator.NO_MORE_DOCS : -1;
            for (int passage : ascending) {
                at = postings != null && at < passage ? postings.advance(passage) : at;
                if (at == passage) {
                    holding.add(passage);
                }
            }
            return holding;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    /// Number of passage -> BM25, for the best `limit` passages.
    Map<Integer, Double> search(Set<String> wanted, Set<String> context, int limit) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        wanted.forEach(stem -> add(query, stem, 1));
        context.forEach(stem -> add(query, stem, CONTEXT_WEIGHT));
        Map<Integer, Double> found = new HashMap<>();
        try {
            for (ScoreDoc hit : searcher.search(query.build(), limit).scoreDocs) {
                found.put(hit.doc, (double) hit.score);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    private static void add(BooleanQuery.Builder query, String stem, float weight) {
        query.add(
                new BoostQuery(new TermQuery(new Term(ALL, stem)), weight),
                BooleanClause.Occur.SHOULD);
        query.add(
                new BoostQuery(new TermQuery(new Term(HEAD, stem)), weight * HEAD_WEIGHT),
                BooleanClause.Occur.SHOULD);
    }
}
