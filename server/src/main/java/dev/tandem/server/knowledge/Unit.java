package dev.tandem.server.knowledge;

/// The smallest piece that is quoted: a sentence, a list item, a row of a table.
///
/// @param block number of the block on the page; sentences of one paragraph share it
/// @param number of a step, from 1; 0 otherwise
public record Unit(Block.Kind kind, int block, int number, String text) {
    /// Between the cells of a row.
    public static final String CELL = " · ";
}
