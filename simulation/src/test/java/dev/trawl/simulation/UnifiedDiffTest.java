package dev.trawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class UnifiedDiffTest {
    private static final String DIFF = """
            What it is about.

            --- a/x/A.java
            +++ b/x/A.java
            @@ -1,3 +1,3 @@
             a
            -b
            +B
             c
            """;

    private static String applied(String text) {
        return UnifiedDiff.parse(DIFF).files().getFirst().applied(text);
    }

    @Test
    void a_change_is_made_where_its_lines_are() {
        assertThat(applied("x\na\nb\nc\ny\n")).isEqualTo("x\na\nB\nc\ny\n");
    }

    @Test
    void a_change_whose_lines_are_not_there_does_not_fit() {
        assertThatThrownBy(() -> applied("a\nb\nd\n")).hasMessageContaining("no longer fits");
    }

    @Test
    void a_change_whose_lines_are_there_twice_does_not_fit() {
        assertThatThrownBy(() -> applied("a\nb\nc\na\nb\nc\n")).hasMessageContaining("at 2 places");
    }
}
