package dev.tandem.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class MaskedTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    my card is 4111 1111 1111 1111 ok, my card is [card] ok
                    4111-1111-1111-1111, [card]
                    card 5500000000000004., card [card].
                    amex 3782 822463 10005, amex [card]
                    write to zoe.miller+shop@mail.example.co.uk please, write to [email] please
                    'José@correo.example, 4111.1111.1111.1111', '[email], [card]'
                    VISA4111111111111111, VISA[card]
                    4222 2222 22222 it is, [card] it is
                    """)
    void cards_and_addresses_are_taken_out(String written, String masked) {
        assertThat(Masked.text(written)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    my card is 4111 1111 1111 1111 12/27, my card is [card] 12/27
                    4242 4242 4242 4242 12/27, [card] 12/27
                    5555 5555 5555 4444 08/26 737, [card] 08/26 737
                    4111111111111111 12/27 123, [card] 12/27 123
                    4111111111111111123 it is, [card]123 it is
                    3782 822463 10005 1234, [card] 1234
                    12/27 4111 1111 1111 1111, 12/27 [card]
                    order 4711 4111 1111 1111 1111 and 0808 157 0123, order 4711 [card] and 0808 157 0123
                    4111 1111 1111 1111 5555 5555 5555 4444, [card] [card]
                    +44 23 9218 0123 4111 1111 1111 1111, +44 23 9218 0123 [card]
                    """)
    void a_card_is_found_among_its_expiry_its_code_and_other_numbers(
            String written, String masked) {
        assertThat(Masked.text(written)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111  1111  1111  1111",
                "4111/1111/1111/1111",
                "4111_1111_1111_1111",
                "4111\t1111\t1111\t1111",
                "4111\n1111\n1111\n1111",
                "4111\u202f1111\u202f1111\u202f1111",
                "4111\u00a01111\u00a01111\u00a01111",
                "4111\u20111111\u20131111\u20141111",
                "4111 - 1111 - 1111 - 1111",
                "4111\u200b1111\u200b1111\u200b1111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "４１１１ １１１１ １１１１ １１１１",
                "٤١١١ ١١١١ ١١١١ ١١١١",
                "\ud835\udfd2111 1111 1111 1111"
            })
    void however_its_digits_are_written_and_set_apart(String card) {
        assertThat(Masked.text("it is " + card + " 12/27."))
                .isEqualTo("it is " + Masked.CARD + " 12/27.");
    }

    @Test
    void every_card_of_every_issuer_is_found_before_any_expiry_and_code() {
        for (String card :
                List.of(
                        "4111 1111 1111 1111",
                        "4222 2222 2222 2",
                        "5555 5555 5555 4444",
                        "2223 0031 2200 3222",
                        "3782 822463 10005",
                        "3056 9309 0259 04",
                        "6011 1111 1111 1117",
                        "3530 1113 3330 0000",
                        "6200 0000 0000 0005",
                        "6759 6498 2643 8453")) {
            for (int code = 0; code < 10_000; code++) {
                String behind = " %02d/27 %04d".formatted(1 + code % 12, code);
                assertThat(Masked.text(card + behind)).startsWith(Masked.CARD);
            }
        }
    }

    /// One in ten of all numbers passes for a card's by its check digit; the parts of a list of
    /// numbers would hardly ever not.
    @Test
    void of_lists_of_other_numbers_nothing_is_taken_out() {
        for (int order = 0; order < 1_000; order++) {
            String written =
                    "orders 10%04d 10%04d 10%04d 10%04d".formatted(order, order + 1, 7, order * 9);
            assertThat(Masked.text(written)).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    account 1234 5678 9012 3456 7890, account [number]
                    4111 1111 1111 1111 12/27 737, [card]
                    call 0808 157 0123, call 0808 157 0123
                    zoe@mail.example, [email]
                    """)
    void where_nobody_needs_the_number_no_long_one_is_kept(String written, String masked) {
        assertThat(Masked.words(written)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call 0808 157 0123",
                "order 4111 1111 1111 1112",
                "from 1 to 28, 8:00 - 20:00",
                "+44 23 9218 0123 4111 11",
                "meet me @ noon",
                "VLAN 101 at 192.168.1.254",
                "192.168.100.101 192.168.100.102",
                "parcel 00340434161094021501",
                "2026-03-04 2026-03-11",
                "£41.50 / £4,150.00 / £12.99",
                "from 09:00 to 17:30 on 12/27/2026"
            })
    void other_numbers_and_signs_stay(String written) {
        assertThat(Masked.text(written)).isEqualTo(written);
    }

    @Test
    void a_long_line_costs_no_more_than_its_length() {
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    Masked.text("a".repeat(16_000) + "@");
                    Masked.text("1 ".repeat(8_000));
                    Masked.text("a@".repeat(8_000));
                    Masked.text("4".repeat(16_000));
                    Masked.text("4 .".repeat(5_300));
                    Masked.words("5 ".repeat(8_000));
                });
    }
}
