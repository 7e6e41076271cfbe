package dev.trawl.app.command;

import dev.trawl.core.Json;
import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Records;
import dev.trawl.local.Archive;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists objects. */
@Command(
        name = "objects",
        header = "Lists the objects whose key begins with PREFIX; they are plain files at DATA/objects/KEY.",
        footer = {"", "Example:", "  trawl objects reddit/aww/ --format jsonl"})
final class ObjectsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("key", "bytes", "sha256", "type");

    @Mixin
    private final ListOptions list = new ListOptions();

    @Parameters(arity = "0..1", paramLabel = "PREFIX", description = "The beginning of the keys; all where left out.")
    private String prefix = "";

    private final Surroundings surroundings;

    ObjectsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Optional<Archive> opened = Archive.open(list.common.data);
        if (opened.isEmpty()) {
            return list.printNone(surroundings.console());
        }
        try (Archive archive = opened.get()) {
            Records records = archive.records();
            return list.print(
                    surroundings.console(),
                    COLUMNS,
                    (after, limit) -> records.objects(prefix, after, limit),
                    ObjectsCommand::row);
        }
    }

    private static JsonNode row(StoredObject object) {
        return Json.object()
                .put("key", object.key())
                .put("bytes", object.bytes())
                .put("sha256", object.sha256())
                .put("type", object.type());
    }
}
