package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.process.BesideHeldWeb;
import dev.trawl.app.process.ChildTrawl;
import dev.trawl.app.process.TrawlFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many processes want one folder. */
@Timeout(120)
final class OneHolderTest extends BesideHeldWeb {
    private static final int PROCESSES = 5;
    private static final int ITEMS = 6;

    @Test
    void of_many_that_start_at_once_one_works_and_all_others_name_it() throws Exception {
        List<ChildTrawl> children = new ArrayList<>();
        for (int n = 0; n < PROCESSES; n++) {
            children.add(folder.start("run", "errands", web.input()));
        }
        web.awaitAsked(ITEMS);
        ChildTrawl holder = refusedButOne(children);
        web.open();

        assertThat(holder.end().status()).isZero();
        assertThat(folder.runs()).hasSize(1);
        assertThat(folder.runs().getFirst().counts().done()).isEqualTo(ITEMS);
        assertThat(web.askedMore()).isZero();
    }

    @Test
    void when_the_holder_is_killed_the_next_of_many_takes_its_place_and_only_one() throws Exception {
        ChildTrawl first = folder.start("run", "errands", web.input());
        web.awaitAsked(ITEMS);
        String run = folder.newest();
        assertThat(Files.readString(folder.data().resolve("lock")).strip()).isEqualTo(Long.toString(first.pid()));
        first.kill();

        List<ChildTrawl> children = new ArrayList<>();
        for (int n = 0; n < PROCESSES; n++) {
            children.add(folder.start("run", "--resume", run));
        }
        // What was in flight runs alone, so that one at a time asks.
        web.awaitAsked(1);
        ChildTrawl holder = refusedButOne(children);
        web.open();

        assertThat(holder.end().status()).isZero();
        assertThat(folder.runs()).hasSize(1);
        assertThat(folder.runs().getFirst().counts().done()).isEqualTo(ITEMS);
        assertThat(folder.good("rows", "answers", "--format", "jsonl").lines()).hasSize(ITEMS);
    }

    private static ChildTrawl refusedButOne(List<ChildTrawl> children) throws Exception {
        TrawlFolder.await(
                "one is left", () -> children.stream().filter(ChildTrawl::alive).count() == 1);
        ChildTrawl holder =
                children.stream().filter(ChildTrawl::alive).findFirst().orElseThrow();
        for (ChildTrawl child : children) {
            if (child != holder) {
                ChildTrawl.Ended refused = child.end();
                FaultFolder.stopped(refused);
                assertThat(refused.err()).contains("it is in use by process PID " + holder.pid());
            }
        }
        return holder;
    }
}
