package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much a message describes a fault that has to be looked into: what was tried already, under
/// which conditions it happens, codes, measurements, what works and what does not. Each is common;
/// several together are no question that a page answers.
final class Diagnosis {
    private record Sign(Pattern pattern, double points) {}

    private static final List<Sign> SIGNS =
            List.of(
                    sign(
                            1.2,
                            "\\b(?:(?:i|we)(?:'ve| have)? (?:already |also |even |both )?(?:tried|replaced|swapped|reset|reinstalled|re-?installed|restarted|rebooted|checked|tested|cleaned|updated|measured|re-?paired|bled|changed|verified|followed|cleared|disabled|removed|rolled back|lowered|doubled|calibrated|re-?created|restored|rebuilt)|(?:already|have|has been|tried) (?:tried|replaced|swapped|reset|reinstalled|checked|changed|cleaned|updated|done|adjusted|a different|another|two|both|with)|factory reset done|tried (?:everything|all))\\b"),
                    sign(
                            0.7,
                            "(?:^|[,;:.] ?|\\band )(?:updated|replaced|swapped|reset|reinstalled|checked|changed|cleaned|new|cleared|disabled|reprogrammed|re-?paired|rethreaded|measured|installed|flushed|lowered|removed|pinned|greased|rolled back|levelled|aligned|bled|did a|filters? (?:is|are)|fluid changed|same) [a-z]"),
                    sign(
                            1.0,
                            "\\b(?:(?:but |and )?only (?:when|if|on|for|with|in|after|happens|those|the|from|while|during|by|happen)|except (?:for|when|if)|(?:works?|prints?|fine|ok|runs?) (?:fine |ok )?(?:with|on|in|from|locally|if|for|when)\\b[^.?!]{0,60}\\b(?:but|not|fails?)|at the same time|at once|one at a time|both (?:are|is|work)|(?:some|half|others?|the rest|one|other) (?:of )?(?:\\w+ ){0,3}(?:work|works|fine|stay|are ok|is fine|land|get)|although|even though|even (?:with|when|happens|if)|depends on)\\b"),
                    sign(
                            1.0,
                            "\\b(?:intermittent\\w*|sporadic\\w*|randomly|at random|every night|no pattern|sometimes|about \\d+ in \\d+|once in a while|every (?:few|\\d+|other) (?:minutes?|hours?|seconds?|weeks?)|after (?:exactly|about|around) (?:\\d+|ten|five|two|an?) \\w+|gradually|out of sync|out of step)\\b"),
                    sign(
                            1.2,
                            "\\b(?:error(?: code)? ?[:#]?(?: \\w{0,3})?\\d[\\w-]*|code \\d{2,}|0x[0-9a-f]+|[a-z]{1,3}-?\\d{2,5}\\b(?= |,|\\.|$)|exit code|http ?\\d{3}|returns? \\d{3}|\\b(?:40[0-9]|50[0-9])\\b|aadsts\\d+|exception|stack trace|null pointer|timeout|time ?out|constraint|logs? (?:says?|shows?|attached)|dump says|console says|header shows|traceroute|typeerror|segfault|kernel)\\b"),
                    sign(
                            0.7,
                            "\\b\\d+(?:[.,]\\d+)? ?(?:v|volts?|bar|mm|cm|hz|khz|kb|mb|gb|ms|rpm|psi|°|degrees|percent|%|amps?|watts?|seconds?|minutes?)(?=\\b|\\W|$)"),
                    sign(
                            0.8,
                            "\\b(?:firmware|version \\d|\\d+\\.\\d+(?:\\.\\d+)?|driver|config\\w*|integration|migrat\\w+|upgrade[d]?|api|sso|dns|vpn|webhook|database|schema|tenant|token|certificate|sync\\w*|accrual|reconcil\\w*|ledger|replication|cache|proxy|nginx|voltage|relay|sensor|valve|compressor|inverter|calibrat\\w+|gearbox|thermostat|breaker|rcd)\\b"),
                    sign(
                            0.8,
                            "\\b(?:since (?:the|we|i|my|yesterday|version|last|your|daylight|updating)|after (?:the|an?|exporting|updating|upgrading|installing|every) (?:\\w+ ){0,2}(?:update|upgrade|migration|swap|change|install\\w*|reset|move|export\\w*)|worked before|nothing was changed|used to work|older \\w+ worked|stopped working after)\\b"),
                    sign(
                            1.0,
                            "\\b(?:still (?:happens?|crashes|freezes|the same|fails?|doesn'?t|not|is|recogni[sz]ed|floods|on)|problem (?:persists|is still)|no (?:luck|difference)|(?:didn'?t|doesn'?t|does not|did not) help|what(?:'s| is| else)? (?:could|can|causing|wrong|different|next)|any idea (?:what|why)|where do i go from here|what (?:next|else)|how can we debug|(?:help|need) (?:me |us )?(?:to )?(?:work(?:ing)? out|figur(?:e|ing) out|debug\\w*|troubleshoot\\w*|diagnos\\w+)|can'?t (?:figure|work) out|trying to (?:work|figure) out|root cause)\\b"),
                    sign(
                            0.8,
                            "\\b(?:how (?:would|do|should|can) (?:i|we|you) (?:set up|model|configure|combine|handle|structure|map)\\b[^?]{60,}|(?:interact|depending on|in combination with|across (?:tenants|entities|two|three|several)|two entities|works council|multi-?(?:entity|site|currency))\\b)"));

    /// A question of a dozen words is never diagnostic, whatever code it names.
    private static final int MIN_WORDS = 14;

    /// Points from which it is as good as certain.
    private static final double CERTAIN = 4.5;

    private Diagnosis() {}

    static Optional<Signal> in(String plain) {
        int words = plain.strip().split("\\s+").length;
        if (words < MIN_WORDS) {
            return Optional.empty();
        }
        double points = Math.min(1.5, (words - MIN_WORDS) / 20.0);
        int from = plain.length();
        int to = 0;
        for (Sign sign : SIGNS) {
            Matcher found = sign.pattern().matcher(plain);
            for (int times = 0; times < 2 && found.find(); times++) {
                points += times == 0 ? sign.points() : sign.points() / 2;
                from = Math.min(from, found.start());
                to = Math.max(to, found.end());
            }
        }
        return to == 0
                ? Optional.empty()
                : Optional.of(
                        new Signal(
                                "diagnostic",
                                Math.min(1, points / CERTAIN),
                                plain.substring(from, to).strip()));
    }

    private static Sign sign(double points, String pattern) {
        return new Sign(Pattern.compile(pattern), points);
    }
}
