package dev.tandem.server.knowledge;

import org.jsoup.nodes.Element;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rows of one table, top to bottom, with every cell in its column: also those that reach down
/// from rows above (`rowspan`) or over several columns (`colspan`).
final class TableGrid {
    /// Rows or columns that one cell covers at most; a page can write a billion.
    static final int MAX_SPAN = 50;

    /// Of a row; what stands further to the right is left out.
    static final int MAX_COLUMNS = 500;

    /// Of a cell that is said again in the rows below it; a longer one is said once.
    static final int MAX_REPEATED_CHARS = 200;

    /// @param column its first one, from 0
    /// @param columns that it covers
    record Cell(String text, int column, int columns) {
        int end() {
            return column + columns;
        }

        private Cell below() {
            return text.length() > MAX_REPEATED_CHARS ? new Cell("", column, columns) : this;
        }
    }

    /// @param rows that it still covers
    private record Reaching(Cell cell, int rows) {}

    private Map<Integer, Reaching> reaching = new TreeMap<>();
    private boolean spans;

    /// A cell does not reach out of its `thead` or `tbody`.
    void beginSection() {
        reaching = new TreeMap<>();
    }

    /// Whether a cell of the last row covers more than its own place.
    boolean spans() {
        return spans;
    }

    /// In the order of their columns, which begin at 0 and leave none out.
    List<Cell> next(List<Element> own) {
        Map<Integer, Reaching> above = reaching;
        reaching = new TreeMap<>();
        List<Cell> row = new ArrayList<>();
        int column = 0;
        spans = false;
        for (Element element : own) {
            column = fromAbove(above, column, row);
            if (column >= MAX_COLUMNS) {
                break;
            }
            int rows = span(element, "rowspan");
            Cell cell = new Cell(element.text().strip(), column, span(element, "colspan"));
            row.add(cell);
            reach(cell.below(), rows - 1);
            spans |= rows > 1 || cell.columns() > 1;
            column = cell.end();
        }
        fromAbove(above, column, row);
        return row;
    }

    /// The first column that no cell from above covers.
    private int fromAbove(Map<Integer, Reaching> above, int column, List<Cell> row) {
        int next = column;
        for (Reaching down = above.get(next); down != null; down = above.get(next)) {
            row.add(down.cell());
            reach(down.cell(), down.rows() - 1);
            next = down.cell().end();
        }
        return next;
    }

    private void reach(Cell cell, int rows) {
        if (rows > 0) {
            reaching.put(cell.column(), new Reaching(cell, rows));
        }
    }

    /// `rowspan=0` means as far as the section goes.
    private static int span(Element cell, String attribute) {
        String written = cell.attr(attribute).strip();
        if (!written.matches("\\d+")) {
            return 1;
        }
        int span = written.length() > 9 ? MAX_SPAN : Integer.parseInt(written);
        boolean toTheEnd = span == 0 && attribute.equals("rowspan");
        return toTheEnd ? MAX_SPAN : Math.clamp(span, 1, MAX_SPAN);
    }
}
