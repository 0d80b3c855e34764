package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/// What a player asks for, of a file of 100 bytes.
class ByteRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bytes=0-3     | Part[from=0, to=3]
                    bytes=90-     | Part[from=90, to=99]
                    bytes=90-1000 | Part[from=90, to=99]
                    bytes=-10     | Part[from=90, to=99]
                    bytes=-1000   | Part[from=0, to=99]
                    bytes=100-    | Unsatisfiable[]
                    bytes=-0      | Unsatisfiable[]
                    bytes=5-2     | Whole[]
                    bytes=-       | Whole[]
                    bytes=0-1,4-5 | Whole[]
                    pages=0-1     | Whole[]
                    bytes=9999999999999999999999- | Whole[]
                    """)
    void aRangeIsReadAsTheRfcSays(String header, String range) {
        assertThat(ByteRange.of(Optional.of(header), 100)).hasToString(range);
    }
}
