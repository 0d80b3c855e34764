package dev.tandem.server.knowledge;

import java.util.List;

/// The passages nearest to a query, best first, with the figures they were ranked by.
///
/// @param semantic whether vectors took part; without them every cosine is 0
/// @param known share of the query's words, weighted by rarity, that the site uses at all, 0 to 1
/// @param words distinct stems of the query's text
public record Retrieval(List<Hit> hits, boolean semantic, double known, int words) {
    public static final Retrieval NOTHING = new Retrieval(List.of(), false, 0, 0);

    public Retrieval {
        hits = List.copyOf(hits);
    }

    /// @param number of the passage in its index
    /// @param score by which the hits are ranked, about 0 to 3; by words only it is `lexical`
    /// @param lexical BM25 divided by the sum of the query's word weights, about 0 to 3
    /// @param cosine of query and passage
    /// @param heading cosine of query and the passage's title and headings
    /// @param coverage share of the query's words, weighted by rarity, in the passage and its
    ///   headings
    /// @param units of the passage in reading order; scored for the first hits only, else empty
    public record Hit(
            int number,
            Passage passage,
            double score,
            double lexical,
            double cosine,
            double heading,
            double coverage,
            List<UnitHit> units) {
        public Hit {
            units = List.copyOf(units);
        }
    }

    /// @param coverage in the unit alone
    public record UnitHit(int index, Unit unit, double cosine, double coverage) {}
}
