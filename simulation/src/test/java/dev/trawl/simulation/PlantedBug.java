package dev.trawl.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A mistake that could have been made in the code of the engine.
 *
 * @param name of its patch
 * @param text what it is and what it would do to whoever uses the engine
 */
record PlantedBug(String name, String text, UnifiedDiff diff) {
    private static final Path PATCHES = Path.of("src", "test", "planted");

    /** The project's folder, from the module's. */
    private static final Path PROJECT = Path.of("..");

    private static final String SUFFIX = ".patch";

    /** All of them, by name. */
    static List<PlantedBug> all() throws IOException {
        try (Stream<Path> files = Files.list(PATCHES)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(PlantedBug::read)
                    .toList();
        }
    }

    private static PlantedBug read(Path file) {
        try {
            String patch = Files.readString(file);
            String name = file.getFileName().toString().replace(SUFFIX, "");
            String text = patch.substring(0, patch.indexOf("--- a/")).strip();
            return new PlantedBug(name, text, UnifiedDiff.parse(patch));
        } catch (IOException e) {
            throw new UncheckedIOException("The patch " + file + " can't be read", e);
        }
    }

    /** Compiles the code that it changes into a folder, which stands before the code as it is. */
    void plant(Path folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (UnifiedDiff.FileChange file : diff.files()) {
            Path source = folder.resolve("source").resolve(file.path());
            Files.createDirectories(source.getParent());
            Files.writeString(source, file.applied(Files.readString(PROJECT.resolve(file.path()))));
            sources.add(source);
        }
        compile(sources, folder);
    }

    private void compile(List<Path> sources, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                Files.createDirectories(classes(folder)).toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("The patch " + name + " does not compile. Mend it");
            }
        }
    }

    /** Where the compiled code is. */
    static Path classes(Path folder) {
        return folder.resolve("classes");
    }
}
