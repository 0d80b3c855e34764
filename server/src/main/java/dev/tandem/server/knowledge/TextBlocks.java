package dev.tandem.server.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Paragraphs and lists of plain text: empty lines part them.
final class TextBlocks {
    private static final int MAX_BLOCK_CHARS = 5_000;

    private static final Pattern BULLET = Pattern.compile("^[•*–-]\\s+(?=\\S)");
    private static final Pattern STEP = Pattern.compile("^(\\d{1,3})[.)]\\s+(?=\\S)");

    private final String text;
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private Block.Kind kind = Block.Kind.PARAGRAPH;
    private int number;

    TextBlocks(String text) {
        this.text = text;
    }

    List<Block> blocks() {
        text.lines().map(line -> line.strip().replaceAll("\\s+", " ")).forEach(this::line);
        close();
        return List.copyOf(blocks);
    }

    private void line(String line) {
        Matcher bullet = BULLET.matcher(line);
        Matcher step = STEP.matcher(line);
        if (line.isEmpty()) {
            close();
        } else if (bullet.find()) {
            open(Block.Kind.ITEM, 0, line.substring(bullet.end()));
        } else if (step.find()) {
            open(Block.Kind.STEP, Integer.parseInt(step.group(1)), line.substring(step.end()));
        } else {
            open.append(open.isEmpty() ? "" : " ").append(line);
        }
    }

    private void open(Block.Kind next, int step, String begin) {
        close();
        kind = next;
        number = step;
        open.append(begin);
    }

    private void close() {
        if (open.chars().anyMatch(Character::isLetterOrDigit)) {
            String whole = open.toString();
            for (int from = 0; from < whole.length(); from += MAX_BLOCK_CHARS) {
                int to = Math.min(whole.length(), from + MAX_BLOCK_CHARS);
                blocks.add(new Block(kind, number, whole.substring(from, to), ""));
            }
        }
        open.setLength(0);
        kind = Block.Kind.PARAGRAPH;
        number = 0;
    }
}
