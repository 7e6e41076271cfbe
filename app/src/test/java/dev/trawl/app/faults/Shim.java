package dev.trawl.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The library between a child and its disk; built once, when a test first needs it. */
final class Shim {
    private static final String MISSING =
            "Building the fault library needs a C compiler, and cc could not be run. Nothing was tested."
                    + " Install one: apt-get install gcc libc6-dev";

    private Shim() {}

    private static final class Built {
        static final Path LIBRARY = build();
    }

    /**
     * The environment of a child that meets a plan.
     *
     * @param data its data folder, which need not be there yet
     * @param trace where its calls are written down
     * @param acknowledgements a file outside of the folder that belongs into the trace
     */
    static Map<String, String> environment(Path data, Path trace, Path acknowledgements, Plan plan) {
        return Map.of(
                "LD_PRELOAD", Built.LIBRARY.toString(),
                "FAULTS_FOLDER", data.toString(),
                "FAULTS_TRACE", trace.toString(),
                "FAULTS_ACKS", acknowledgements.toString(),
                "FAULTS_PLAN", plan.toString());
    }

    private static Path build() {
        try (InputStream source = Objects.requireNonNull(Shim.class.getResourceAsStream("faults.c"))) {
            Path folder = Files.createTempDirectory("trawl-faults");
            Path c = folder.resolve("faults.c");
            Path library = folder.resolve("faults.so");
            Files.copy(source, c);
            compile(c, library);
            c.toFile().deleteOnExit();
            library.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Path c, Path library) throws IOException, InterruptedException {
        Process compiler;
        try {
            compiler = new ProcessBuilder(
                            "cc",
                            "-shared",
                            "-fPIC",
                            "-O1",
                            "-Wall",
                            "-Werror",
                            "-o",
                            library.toString(),
                            c.toString(),
                            "-lpthread")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(MISSING, e);
        }
        String said = new String(compiler.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(compiler.waitFor()).as("cc said: %s", said).isZero();
    }
}
