package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.assistant.SiteCalibration.Effect;
import dev.tandem.server.assistant.SiteCalibration.Judged;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// What verdicts of customers make of the shipped calibration.
class SiteCalibrationTest {
    /// Of answers that are given, and of some that are suggested.
    private static List<Judged> verdicts(int right, int wrong) {
        List<Judged> verdicts = new ArrayList<>();
        for (int i = 0; i < right + wrong; i++) {
            verdicts.add(new Judged(-0.8 + 0.1 * (i * 7 % 40), i < right));
        }
        return verdicts;
    }

    /// As customers judge who err in 15 of 100 and speak twice as often when they were not helped,
    /// on a site where answers are as right as on those we know.
    private static List<Judged> usual(int many, long seed) {
        Random random = new Random(seed);
        List<Judged> said = new ArrayList<>();
        while (said.size() < many) {
            double logit = -0.8 + 3.5 * random.nextDouble();
            boolean right = random.nextDouble() < Calibration.probability(1 + 1.4 * logit);
            if (!right || random.nextBoolean()) {
                said.add(new Judged(logit, random.nextDouble() < 0.15 ? !right : right));
            }
        }
        return said;
    }

    @Test
    void too_few_verdicts_leave_the_very_calibration_that_ships() {
        SiteCalibration few = SiteCalibration.of(verdicts(0, SiteCalibration.ENOUGH - 1));
        SiteCalibration enough = SiteCalibration.of(verdicts(0, SiteCalibration.ENOUGH));

        assertThat(few).isEqualTo(new SiteCalibration(0, SiteCalibration.ENOUGH - 1));
        assertThat(few.calibration()).isSameAs(Calibration.DEFAULT);
        assertThat(few.effect()).isEqualTo(Effect.NONE_YET);
        assertThat(enough.shift()).isNegative();
        assertThat(enough.effect()).isEqualTo(Effect.CAREFUL);
    }

    @Test
    void one_more_no_never_makes_it_bolder_and_one_more_yes_never_more_careful() {
        for (int all : List.of(20, 60, 300)) {
            double before = Double.POSITIVE_INFINITY;
            for (int wrong = 0; wrong <= all; wrong++) {
                double shift = SiteCalibration.of(verdicts(all - wrong, wrong)).shift();
                assertThat(shift).isLessThanOrEqualTo(before);
                before = shift;
            }
        }
        List<Judged> said = verdicts(30, 12);
        double shift = SiteCalibration.of(said).shift();
        for (double logit = -0.8; logit < 3; logit += 0.1) {
            assertThat(SiteCalibration.of(plus(said, new Judged(logit, false))).shift())
                    .isLessThanOrEqualTo(shift);
            assertThat(SiteCalibration.of(plus(said, new Judged(logit, true))).shift())
                    .isGreaterThanOrEqualTo(shift);
        }
    }

    private static List<Judged> plus(List<Judged> said, Judged one) {
        List<Judged> more = new ArrayList<>(said);
        more.add(one);
        return more;
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 100, 300, 100_000})
    void it_never_moves_beyond_its_limits(int many) {
        assertThat(SiteCalibration.of(verdicts(0, many)).shift())
                .isBetween(SiteCalibration.LOWEST, 0.0);
        assertThat(SiteCalibration.of(verdicts(many, 0)).shift())
                .isBetween(0.0, SiteCalibration.HIGHEST);
    }

    @Test
    void the_limits_are_reached_where_nothing_is_right_and_where_all_is() {
        assertThat(SiteCalibration.of(verdicts(0, 100)))
                .isEqualTo(new SiteCalibration(SiteCalibration.LOWEST, 100));
        assertThat(SiteCalibration.of(verdicts(100, 0)))
                .isEqualTo(new SiteCalibration(SiteCalibration.HIGHEST, 100));
    }

    @Test
    void few_verdicts_move_less_than_many_of_the_same_kind() {
        double few = SiteCalibration.of(verdicts(8, 12)).shift();
        double many = SiteCalibration.of(verdicts(40, 60)).shift();

        assertThat(few).isNegative();
        assertThat(many).isLessThan(few);
    }

    @Test
    void a_site_that_is_as_right_as_others_does_not_fall_silent_over_those_who_complain() {
        List<Double> shifts =
                IntStream.range(0, 40)
                        .mapToObj(seed -> SiteCalibration.of(usual(100, seed)).shift())
                        .toList();

        assertThat(shifts.stream().mapToDouble(s -> s).average().orElseThrow())
                .isBetween(-0.1, 0.0);
        assertThat(shifts).allSatisfy(shift -> assertThat(shift).isBetween(-0.5, 0.0));
    }

    @Test
    void the_order_of_the_verdicts_does_not_matter() {
        List<Judged> said = new ArrayList<>(usual(150, 3));
        said.addAll(verdicts(3, 40));
        SiteCalibration learned = SiteCalibration.of(said);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(said, new Random(seed));
            assertThat(SiteCalibration.of(said)).isEqualTo(learned);
        }
        assertThat(learned.shift()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1.01, 0.31, 40})
    void what_is_no_shift_is_refused(double shift) {
        assertThatThrownBy(() -> new SiteCalibration(shift, 30))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_was_learned_moves_the_intercept_of_every_kind_of_search_and_nothing_else() {
        Calibration bolder = new SiteCalibration(0.3, 40).calibration();

        assertThat(bolder.answerFrom()).isEqualTo(Calibration.DEFAULT.answerFrom());
        assertThat(bolder.suggestFrom()).isEqualTo(Calibration.DEFAULT.suggestFrom());
        for (Calibration.Basis basis : Calibration.Basis.values()) {
            List<Double> shipped = Calibration.DEFAULT.weights().get(basis);
            List<Double> moved = bolder.weights().get(basis);
            assertThat(moved.getFirst() - shipped.getFirst())
                    .isCloseTo(0.3, org.assertj.core.data.Offset.offset(1e-12));
            assertThat(moved.subList(1, moved.size()))
                    .isEqualTo(shipped.subList(1, shipped.size()));
        }
    }
}
