package dev.trawl.app.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trawl.core.Body;
import dev.trawl.core.Item;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostedBodyTest {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    @Test
    void an_object_is_one_item() {
        assertThat(read("{\"message\":\"hi\"}", JSON).items())
                .extracting(Item::key, item -> item.value().toString())
                .containsExactly(tuple("0", "{\"message\":\"hi\"}"));
        assertThat(read("{}", JSON).items()).hasSize(1);
    }

    @Test
    void what_curl_sends_and_a_charset_are_taken_as_json() {
        assertThat(read("{\"a\":1}", "application/x-www-form-urlencoded").items())
                .hasSize(1);
        assertThat(read("{\"a\":1}", "application/json; charset=utf-8").items()).hasSize(1);
        assertThat(PostedBody.read("{}".getBytes(UTF_8), Optional.empty()).items())
                .hasSize(1);
    }

    @Test
    void an_array_is_an_item_per_element_and_keeps_every_digit() {
        String digits = "[0.12345678901234567890123456789, 123456789012345678901234567890, null, \"7\", [[]]]";
        assertThat(read(digits, JSON).items())
                .extracting(item -> item.value().toString())
                .containsExactly(
                        "0.12345678901234567890123456789", "123456789012345678901234567890", "null", "\"7\"", "[[]]");
    }

    @Test
    void ndjson_is_an_item_per_line_and_empty_lines_are_none() {
        assertThat(read("{\"a\":1}\r\n\n  \n2\n", NDJSON).items())
                .extracting(Item::key, item -> item.value().toString())
                .containsExactly(tuple("0", "{\"a\":1}"), tuple("1", "2"));
    }

    @Test
    void the_same_bytes_are_the_same_body_and_others_are_not() {
        assertThat(read("{\"a\":1}", JSON).sha256())
                .isEqualTo(read("{\"a\":1}", JSON).sha256());
        assertThat(read("{\"a\":1}", JSON).sha256())
                .isNotEqualTo(read("{\"a\":2}", JSON).sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "[]", "42", "null", "\"a\"", "{", "{\"a\":NaN}", "{\"a\":1} x", "{}{}", "<a/>"})
    void what_is_no_body_is_refused(String text) {
        assertThat(refused(text.getBytes(UTF_8), JSON).status()).isEqualTo(400);
    }

    @Test
    void a_broken_line_is_named() {
        assertThat(refused("{}\n\n{\"a\":".getBytes(UTF_8), NDJSON)).hasMessageContaining("Line 3");
        assertThat(refused("\n\n".getBytes(UTF_8), NDJSON).status()).isEqualTo(400);
    }

    @Test
    void wrong_bytes_deep_nesting_other_types_and_too_much_are_refused() {
        assertThat(refused(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'}, JSON))
                .hasMessageContaining("UTF-8");
        assertThat(refused("[".repeat(100_000).getBytes(UTF_8), JSON).status()).isEqualTo(400);
        assertThat(refused("<a/>".getBytes(UTF_8), "application/xml").status()).isEqualTo(415);
        assertThat(refused(new byte[PostedBody.BYTES_MAX + 1], JSON).status()).isEqualTo(413);
    }

    private static Body read(String text, String type) {
        return PostedBody.read(text.getBytes(UTF_8), Optional.of(type));
    }

    private static BadBody refused(byte[] sent, String type) {
        return catchThrowableOfType(BadBody.class, () -> PostedBody.read(sent, Optional.of(type)));
    }
}
