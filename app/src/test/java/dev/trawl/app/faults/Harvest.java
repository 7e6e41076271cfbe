package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trawl.app.process.StoredFiles;
import dev.trawl.core.RunView;
import dev.trawl.core.StoredObject;
import dev.trawl.core.cost.Prices;
import dev.trawl.core.port.Records.DeadItem;
import dev.trawl.local.Archive;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What came of a run: all of it that must be the same whatever happened on the way. */
record Harvest(String summary, List<String> rows, List<DeadItem> dead, List<StoredObject> objects, List<String> files) {
    private static final int MANY = 10_000;
    private static final List<String> SAME = List.of("state", "items", "rows", "objects", "reasons");

    /** Of a run that is over. */
    static Harvest of(Path data) throws Exception {
        try (Archive archive = Archive.open(data).orElseThrow()) {
            List<RunView> runs = archive.records().runs(Optional.empty(), MANY).items();
            assertThat(runs).hasSize(1);
            RunView run = runs.getFirst();
            assertThat(run.phase().closed()).as("The run is over: %s", run).isTrue();
            assertThat(archive.records().recount(run.id()).counts()).isEqualTo(run.counts());
            JsonNode document = archive.document(run.id(), InstantSource.system(), Prices.STANDARD)
                    .tree();
            return new Harvest(
                    String.join(
                            " ",
                            SAME.stream()
                                    .map(key -> document.get(key).toString())
                                    .toList()),
                    rows(archive),
                    archive.records().dead(run.id(), Optional.empty(), MANY).items().stream()
                            .sorted(java.util.Comparator.comparing(DeadItem::key))
                            .toList(),
                    archive.records().objects("", Optional.empty(), MANY).items(),
                    StoredFiles.of(data));
        }
    }

    /** The same but for the names of contents, which a power cut may take away: an object has a name of its own. */
    Harvest withoutContents() {
        return new Harvest(
                summary,
                rows,
                dead,
                objects,
                files.stream().filter(file -> !file.startsWith("content/")).toList());
    }

    static List<String> rows(Archive archive) {
        return archive.records().declared().stream()
                .flatMap(table -> archive.records().rows(table, Map.of(), Optional.empty(), MANY).items().stream())
                .map(row -> row.columns().toString())
                .sorted()
                .toList();
    }
}
