package dev.trawl.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.core.Item;
import dev.trawl.core.Json;
import dev.trawl.local.sqlite.Fold.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a run whose outcomes come in any order, with room for few of them in memory. */
final class PageStatesTest {
    private static final int PAGES = 40;
    private static final int PER_PAGE = 10;
    private static final int ITEMS_MAX = 50;
    private static final PageRoom ROOM = new PageRoom(PageRoom.STANDARD.unfolded(), ITEMS_MAX);
    private static final List<State> ENDS = List.of(State.DONE, State.DEAD, State.WAITING);

    @TempDir
    private Path folder;

    private Db db;

    @BeforeEach
    void open() throws SQLException {
        db = LedgerFile.writer(folder.resolve("trawl.db"));
    }

    @AfterEach
    void close() throws SQLException {
        db.close();
    }

    @Test
    void outcomes_on_more_pages_than_there_is_room_for_are_all_kept() throws SQLException {
        Pages pages = new Pages(db, 1, ROOM);
        db.execute("BEGIN");
        State[] expected = settle(pages);
        db.execute("COMMIT");

        Pages next = new Pages(db, 1, ROOM);
        next.replay();
        for (int item = 0; item < expected.length; item++) {
            assertThat(next.state(item)).isEqualTo(expected[item]);
        }
    }

    /** Several groups of outcomes in random order, some items more than once; no more pages than allowed in memory. */
    private State[] settle(Pages pages) throws SQLException {
        State[] expected = new State[PAGES * PER_PAGE];
        Random random = new Random(3);
        for (int page = 0; page < PAGES; page++) {
            pages.add((long) page * PER_PAGE, items(page), Optional.empty());
        }
        for (int item : IntStream.range(0, 4 * expected.length)
                .map(n -> n < expected.length ? n : random.nextInt(expected.length))
                .toArray()) {
            State state = ENDS.get(random.nextInt(ENDS.size()));
            expected[item] = state;
            pages.set(item, Fold.record(state, 1, Duration.ZERO, 0));
            assertThat(pages.openItems()).isLessThanOrEqualTo(ITEMS_MAX);
            if (random.nextInt(50) == 0) {
                pages.flush();
            }
        }
        pages.flush();
        return expected;
    }

    private static List<Item> items(int page) {
        return LongStream.range(0, PER_PAGE)
                .mapToObj(n -> new Item(page + "-" + n, Json.of(Json.object())))
                .toList();
    }

    @Test
    void a_page_that_was_seen_before_it_was_folded_is_read_again() throws SQLException {
        Pages pages = new Pages(db, 1, ROOM);
        pages.add(0, items(0), Optional.empty());
        PageBook seen = pages.of(3);
        pages.set(3, Fold.record(State.DONE, 1, Duration.ZERO, 0));
        pages.fold();

        assertThat(seen.dropped()).isTrue();
        PageBook live = pages.live(seen);
        assertThat(live).isNotSameAs(seen);
        assertThat(live.state(3)).isEqualTo(State.DONE);
        assertThat(live.state(4)).isEqualTo(State.OPEN);
    }
}
