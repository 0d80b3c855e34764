package dev.tandem.server.assistant;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads over the model's shoulder: with every sentence that ends, all up to it is held against the
/// passages ([Draft]), and only then read by somebody else. What is shown stays good, since the
/// more passages are named later, the more of it is found in them.
final class DraftSoFar implements LanguageModel.Listener {
    /// Times that a reader is given more of one answer; four sentences were asked for. What comes
    /// after is read in the answer itself.
    static final int SHOWN = 8;

    /// A sentence has ended when another one begins: the passages it rests on are named behind it.
    private static final Pattern NEXT =
            Pattern.compile("(?:[.!?](?:\\s*\\[\\d{1,2}])*\\s+|\\n\\s*)(?=[^\\s\\[])");

    private final String question;
    private final AnswerReader reader;
    private Ground ground = Ground.of(List.of());
    private boolean mayAsk;
    private int checked;
    private int shown;
    private boolean standing;
    private boolean refused;

    DraftSoFar(String question, AnswerReader reader) {
        this.question = question;
        this.reader = reader;
    }

    /// The model begins to write, perhaps anew: what it wrote before it asked for something was no
    /// answer.
    ///
    /// @param mayAsk for more before it answers
    void begins(Ground from, boolean mayAsk) {
        if (standing) {
            standing = false;
            reader.forgets();
        }
        ground = from;
        this.mayAsk = mayAsk;
        checked = 0;
    }

    /// Whether it was stopped for what it said.
    boolean isRefused() {
        return refused;
    }

    @Override
    public boolean hears(String soFar) {
        int end = lastEnd(soFar);
        if (end > checked) {
            checked = end;
            String begun = soFar.substring(0, end);
            switch (Draft.judge(begun, ground, question)) {
                case Draft.Judged.Grounded(String words, _) -> show(words);
                case Draft.Judged.Unknown _ -> {}
                case Draft.Judged.Refused _ ->
                        refused = Draft.isBeyondRepair(begun, ground, question, mayAsk);
            }
        }
        return !refused;
    }

    /// From where it was checked last, for the sake of the time.
    private int lastEnd(String soFar) {
        int end = checked;
        Matcher next = NEXT.matcher(soFar);
        next.region(checked, soFar.length());
        while (next.find()) {
            end = next.end();
        }
        return end;
    }

    private void show(String words) {
        if (shown < SHOWN) {
            shown++;
            standing = true;
            reader.reads(words);
        }
    }

    @Override
    public void whenUnwanted(Runnable then) {
        reader.whenGone(then);
    }
}
