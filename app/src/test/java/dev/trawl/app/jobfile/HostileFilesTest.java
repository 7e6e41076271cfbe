package dev.trawl.app.jobfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HostileFilesTest {
    private final JobFiles files = new JobFiles();

    @Test
    void aliases_that_multiply_are_stopped() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int n = 1; n < 9; n++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(n, n, String.join(", ", Collections.nCopies(10, "*a" + (n - 1)))));
        }
        assertThat(files.complaints(yaml.toString())).singleElement().asString().contains("more than 20000 values");
    }

    @Test
    void an_alias_inside_its_own_anchor_is_refused() {
        assertThat(files.complaints("a: &a [*a]\n")).containsExactly("x.yaml:1:8: alias *a has no anchor before it");
    }

    @Test
    void deep_nesting_is_stopped() {
        assertThat(files.complaints("a: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("nested deeper than 32 levels");
    }

    @Test
    void a_second_document_is_refused() {
        assertThat(files.complaints(JobFiles.with("---\njob: y\n")))
                .containsExactly(
                        "x.yaml:4:1: a second document begins here; a job file holds one; put each job in a file");
    }

    @Test
    void an_empty_file_is_told() {
        assertThat(files.complaints("# nothing\n")).singleElement().asString().contains("the file is empty");
    }

    @Test
    void a_file_that_is_too_big_is_not_read() {
        assertThat(files.complaints("#".repeat(YamlReader.FILE_BYTES_MAX + 1)))
                .singleElement()
                .asString()
                .contains("at most 1048576");
    }

    @Test
    void other_encodings_are_refused_where_they_begin() {
        assertThatThrownBy(() -> files.reader.read("x.yaml", "job: x\nabout: Größe\n".getBytes(ISO_8859_1)))
                .isInstanceOf(InvalidJob.class)
                .hasMessage("x.yaml:2:10: this is no UTF-8; save the file as UTF-8");
    }

    @Test
    void a_mark_of_byte_order_is_no_problem() {
        assertThat(files.complaints("\ufeff" + JobFiles.with(""))).isEmpty();
    }

    @Test
    void control_characters_of_a_file_do_not_reach_the_terminal() {
        assertThat(String.join("\n", files.complaints(JobFiles.with("\"\\e[2J\\r\": 1\n"))))
                .contains("\\u001b[2J\\r")
                .doesNotContain("\u001b");
    }

    @Test
    void whatever_the_bytes_are_the_answer_is_a_job_or_a_complaint() {
        byte[] good = JobFiles.with("limits: {perHost: 3}\ntables: {t: {key: &k a, columns: {a: text, b: json}}}\n")
                .getBytes(UTF_8);
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] mangled = good.clone();
            for (int n = 0; n <= random.nextInt(4); n++) {
                mangled[random.nextInt(mangled.length)] = (byte)
                        (random.nextBoolean()
                                ? random.nextInt(256)
                                : "{}[]:,&*!|>'\"%@`#\n -".charAt(random.nextInt(20)));
            }
            try {
                files.reader.read("seed " + seed, mangled);
            } catch (InvalidJob e) {
                assertThat(e.getMessage()).as("seed " + seed).startsWith("seed " + seed + ":");
            }
        }
    }
}
