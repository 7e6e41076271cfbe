package dev.trawl.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench fan-out --items 0|found --items 0; nothing was measured; it takes a whole number from 1 up",
                "bench fan-out --items -5|found --items -5",
                "bench fan-out --rounds 0|found --rounds 0",
                "bench fan-out --rounds -1|found --rounds -1",
                "bench fan-out --items 99999999999|is no whole number, or too large a one",
                "bench chunks --items 5|chunks has items of its own",
                "bench fan-out --peers|goes with crawl and browser alone",
                "bench crawl --crashes 3|kills nothing",
                "bench browser --crashes -1|found --crashes -1",
                "bench fanout|nothing was measured; they are fan-out, store,",
                "bench fanout|did you mean \"fan-out\"?"
            })
    void what_measures_nothing_is_refused(String line, String said) throws IOException {
        Desk.Answer answer = new Desk(folder).plain(line.split(" "));
        assertThat(answer.status()).as(answer.err()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err()).contains(said);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void the_help_names_every_benchmark() throws IOException {
        Desk.Answer help = new Desk(folder).plain("bench", "--help");
        assertThat(help.out())
                .contains(Benchmark.ALL.stream().map(Benchmark::name).toList());
    }
}
