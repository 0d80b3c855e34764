package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void only_the_same_password_matches() {
        PasswordHash hash = PasswordHash.of("correct horse");
        assertThat(hash.matches("correct horse")).isTrue();
        assertThat(hash.matches("Correct horse")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void characters_beyond_the_72_bytes_of_bcrypt_count() {
        String long1 = "ü".repeat(80) + "1";
        String long2 = "ü".repeat(80) + "2";
        assertThat(PasswordHash.of(long1).matches(long1)).isTrue();
        assertThat(PasswordHash.of(long1).matches(long2)).isFalse();
    }

    @Test
    void the_same_password_twice_gives_two_hashes_and_neither_is_printed() {
        PasswordHash one = PasswordHash.of("secret");
        assertThat(one).isNotEqualTo(PasswordHash.of("secret"));
        assertThat(one.toString()).doesNotContain(one.value());
    }

    @Test
    void what_is_not_a_hash_is_refused() {
        assertThatThrownBy(() -> new PasswordHash("secret"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
