package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a browser says, cut into messages. */
final class MessagesTest {
    private static final String LONG = "{\"id\":7,\"result\":\"" + "x".repeat(1_000) + "\"}";

    private final List<String> whole = new ArrayList<>();
    private final List<String> tooLong = new ArrayList<>();
    private final Messages messages = new Messages(
            200, one -> whole.add(new String(one, US_ASCII)), one -> tooLong.add(new String(one, US_ASCII)));

    private void say(String text, int at) {
        byte[] said = text.getBytes(US_ASCII);
        for (int from = 0; from < said.length; from += at) {
            byte[] buffer = new byte[at + 1];
            int read = Math.min(at, said.length - from);
            System.arraycopy(said, from, buffer, 0, read);
            messages.take(buffer, read);
        }
    }

    @Test
    void a_message_is_whole_however_it_is_read() {
        for (int at : List.of(1, 3, 5, 64, 4_096)) {
            whole.clear();
            say("{\"id\":1}\0{\"id\":2}\0\0", at);
            assertThat(whole).containsExactly("{\"id\":1}", "{\"id\":2}", "");
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void of_one_that_is_too_long_the_head_is_kept_and_the_next_is_heard() {
        for (int at : List.of(1, 50, 199, 200, 201, 4_096)) {
            whole.clear();
            tooLong.clear();
            say("{\"id\":6}\0" + LONG + "\0{\"id\":8}\0", at);
            assertThat(whole).containsExactly("{\"id\":6}", "{\"id\":8}");
            assertThat(tooLong)
                    .singleElement()
                    .satisfies(head ->
                            assertThat(head).hasSizeBetween(20, 64).isEqualTo(LONG.substring(0, head.length())));
        }
    }
}
