package dev.trawl.app.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a data folder beside its ledger. */
public final class StoredFiles {
    private StoredFiles() {}

    /** Every file that holds what was stored or was about to be, by its path in the folder. */
    public static List<String> of(Path data) {
        return Stream.of("objects", "content", "tmp")
                .map(data::resolve)
                .flatMap(folder -> walk(data, folder))
                .sorted()
                .toList();
    }

    private static Stream<String> walk(Path data, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
