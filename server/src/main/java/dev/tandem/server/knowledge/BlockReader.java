package dev.tandem.server.knowledge;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Walks the main content of one page and writes down its blocks in reading order.
final class BlockReader {
    /// Characters of one block; a longer one is cut, nobody quotes it whole.
    static final int MAX_BLOCK_CHARS = 8_000;

    static final int MAX_BLOCKS = 5_000;

    private static final Set<String> BLOCK_TAGS =
            Set.of(
                    "address",
                    "article",
                    "blockquote",
                    "center",
                    "dd",
                    "details",
                    "div",
                    "dl",
                    "dt",
                    "fieldset",
                    "figcaption",
                    "figure",
                    "footer",
                    "form",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "header",
                    "hr",
                    "li",
                    "main",
                    "ol",
                    "p",
                    "pre",
                    "section",
                    "summary",
                    "table",
                    "ul");

    /// A list counts as navigation when this share of its text is links.
    private static final double LINK_LIST = 0.8;

    /// "Updated 3 November 2026" answers every "when" and means none of them.
    private static final Pattern DATE_OF_PAGE =
            Pattern.compile(
                    "(?:(?:last|page) )?(?:updated|modified|reviewed|published)(?: on)?:? .{0,20}\\d{4}\\.?"
                            + "|(?:última actualización|actualizado)(?: el)?:? .{0,25}\\d{4}\\.?"
                            + "|(?:dernière mise à jour|mis à jour)(?: le)?:? .{0,25}\\d{4}\\.?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final List<Block> blocks = new ArrayList<>();
    private int headingLevel = 1;

    List<Block> read(Element root) {
        walk(root);
        return List.copyOf(blocks);
    }

    private void walk(Element element) {
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                    heading(element, element.normalName().charAt(1) - '0');
            case "ul", "ol" -> list(element);
            case "table" -> table(element);
            case "details" -> details(element);
            default -> children(element);
        }
    }

    /// Text between block elements becomes a paragraph of its own.
    private void children(Element element) {
        StringBuilder run = new StringBuilder();
        for (Node child : element.childNodes()) {
            if (child instanceof Element inner && isBlock(inner)) {
                paragraph(run);
                walk(inner);
            } else if (child instanceof Element inner) {
                run.append(inner.normalName().equals("br") ? " " : inner.wholeText());
            } else if (child instanceof TextNode text) {
                run.append(text.getWholeText());
            }
        }
        paragraph(run);
    }

    private static boolean isBlock(Element element) {
        return BLOCK_TAGS.contains(element.normalName())
                || element.children().stream().anyMatch(BlockReader::isBlock);
    }

    private void paragraph(StringBuilder run) {
        add(Block.Kind.PARAGRAPH, 0, run.toString(), "");
        run.setLength(0);
    }

    private void heading(Element element, int level) {
        headingLevel = level;
        add(Block.Kind.HEADING, level, element.text(), anchor(element));
    }

    /// The heading's own id, else one inside it, else that of the section it opens.
    private static String anchor(Element heading) {
        if (!heading.id().isEmpty()) {
            return heading.id();
        }
        Element inside = heading.selectFirst("[id]");
        if (inside != null) {
            return inside.id();
        }
        Element parent = heading.parent();
        return parent != null
                        && parent.is("section, div, details")
                        && heading.equals(parent.firstElementChild())
                ? parent.id()
                : "";
    }

    private void details(Element details) {
        int outer = headingLevel;
        Element summary = details.selectFirst("> summary");
        if (summary != null) {
            add(Block.Kind.HEADING, Math.min(outer + 1, 7), summary.text(), details.id());
            summary.remove();
        }
        children(details);
        headingLevel = outer;
    }

    private void list(Element list) {
        if (isLinkList(list)) {
            return;
        }
        boolean ordered = list.normalName().equals("ol");
        int number = 0;
        for (Element item : list.children()) {
            number++;
            boolean holdsBlocks = item.select("h2, h3, h4, h5, h6, table, details").first() != null;
            if (holdsBlocks) {
                children(item);
                continue;
            }
            List<Element> nested = item.select("ul, ol");
            Element alone = item.clone();
            alone.select("ul, ol").remove();
            add(
                    ordered ? Block.Kind.STEP : Block.Kind.ITEM,
                    ordered ? number : 0,
                    alone.text(),
                    "");
            nested.stream().filter(inner -> closestList(inner).equals(item)).forEach(this::list);
        }
    }

    private static Element closestList(Element nested) {
        Element parent = nested.parent();
        while (parent != null && !parent.normalName().equals("li")) {
            parent = parent.parent();
        }
        return parent == null ? nested : parent;
    }

    private static boolean isLinkList(Element list) {
        int all = list.text().length();
        int linked = list.select("a[href]").stream().mapToInt(a -> a.text().length()).sum();
        return all == 0 || linked >= LINK_LIST * all;
    }

    /// `Fibre 150 · Price a month: £26 · Upload: 30 Mb/s`.
    private void table(Element table) {
        TableGrid grid = new TableGrid();
        List<String> columns = List.of();
        boolean headIsOver = false;
        Element section = null;
        for (Element row : table.select("tr")) {
            if (!Objects.equals(section, row.parent())) {
                section = row.parent();
                grid.beginSection();
            }
            List<Element> own = row.select("> th, > td");
            // A head whose cells cover several places can have a second line.
            boolean mayName = columns.isEmpty() || (!headIsOver && grid.spans());
            List<TableGrid.Cell> cells = grid.next(own);
            if (mayName && row.select("> td").isEmpty() && cells.size() > 1) {
                columns = named(columns, cells);
            } else if (!own.isEmpty()) {
                headIsOver = !columns.isEmpty();
                add(Block.Kind.ROW, 0, row(columns, cells), "");
            }
        }
    }

    /// Each column by its cells, top to bottom: `Price a month`.
    private static List<String> named(List<String> above, List<TableGrid.Cell> cells) {
        List<String> names = new ArrayList<>();
        for (TableGrid.Cell cell : cells) {
            for (int i = cell.column(); i < cell.end(); i++) {
                String before = i < above.size() ? above.get(i) : "";
                boolean same = before.isEmpty() || before.equals(cell.text());
                names.add(same ? cell.text() : (before + " " + cell.text()).strip());
            }
        }
        return names;
    }

    /// With two columns the heading of the second adds nothing to what stands above the table.
    private static String row(List<String> columns, List<TableGrid.Cell> cells) {
        StringBuilder line = new StringBuilder(cells.getFirst().text());
        boolean named = cells.getLast().end() > 2;
        for (TableGrid.Cell cell : cells.subList(1, cells.size())) {
            if (!cell.text().isEmpty()) {
                String name = named ? name(columns, cell) : "";
                line.append(Unit.CELL)
                        .append(name.isEmpty() ? "" : name + ": ")
                        .append(cell.text());
            }
        }
        return line.toString();
    }

    /// `Saturday, Sunday` of a cell that covers both.
    private static String name(List<String> columns, TableGrid.Cell cell) {
        return columns.stream()
                .skip(cell.column())
                .limit(cell.columns())
                .filter(column -> !column.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void add(Block.Kind kind, int level, String raw, String anchor) {
        String text = raw.replace('\u00a0', ' ').replaceAll("\\s+", " ").strip();
        boolean says =
                text.chars().anyMatch(Character::isLetterOrDigit)
                        && !DATE_OF_PAGE.matcher(text).matches();
        if (says && blocks.size() < MAX_BLOCKS) {
            blocks.add(
                    new Block(
                            kind,
                            level,
                            text.length() > MAX_BLOCK_CHARS
                                    ? text.substring(0, MAX_BLOCK_CHARS)
                                    : text,
                            anchor));
        }
    }
}
