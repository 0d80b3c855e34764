package dev.tandem.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limits per address are about people, not about the proxy in front, and cannot be dodged by
/// inventing addresses.
class ClientAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    0 | -                          | 10.0.0.9
                    0 | 203.0.113.7                | 10.0.0.9
                    1 | 203.0.113.7                | 203.0.113.7
                    1 | 1.1.1.1, 203.0.113.7       | 203.0.113.7
                    2 | 203.0.113.7, 10.0.0.1      | 203.0.113.7
                    2 | 1.1.1.1,203.0.113.7,10.0.0.1 | 203.0.113.7
                    1 | -                          | 10.0.0.9
                    2 | 203.0.113.7                | 10.0.0.9
                    1 | ' , '                      | 10.0.0.9
                    """)
    void onlyWhatOurOwnProxiesSayIsBelieved(int proxies, String forwarded, String client) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (forwarded != null) {
            headers.add("X-Forwarded-For", forwarded);
        }
        assertThat(new ClientAddress(proxies).of(headers, "10.0.0.9")).isEqualTo(client);
    }
}
