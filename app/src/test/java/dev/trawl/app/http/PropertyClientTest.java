package dev.trawl.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs of others, made for OpenAPI documents, find nothing wrong with ours or with a server that is to be as it says. */
@Timeout(400)
final class PropertyClientTest extends BesideServer {
    /** Kept between builds; a clean one fetches them anew. */
    private static final Path PLACE = Path.of("target", "property-client").toAbsolutePath();

    private static final List<String> PROGRAMS = List.of("schemathesis==4.32.5", "openapi-spec-validator==0.7.2");

    private static final String MISSING =
            "The client that is built from the API's description is a Python program, and "
                    + "python3 could not be run. Nothing was tested. Install it: apt-get install python3 python3-venv";

    @Test
    void the_document_is_valid_and_a_client_made_of_it_meets_no_fault_and_no_answer_that_it_does_not_know()
            throws Exception {
        server.gate.countDown();
        install();
        Path document = folder.resolve("openapi.json");
        Files.writeString(document, server.raw(server.get("/openapi.json")).body());

        run(List.of(program("openapi-spec-validator"), document.toString()));
        String said = run(List.of(
                program("schemathesis"),
                "run",
                server.uri("/openapi.json").toString(),
                "--no-color",
                "--max-examples",
                "15",
                "--generation-deterministic",
                // What an answer with 400 says of its reason is more than a schema can say of what fits a job.
                "--exclude-checks",
                "positive_data_acceptance"));
        assertThat(said).containsPattern("Test cases:\\s+\\d{3,} generated, \\d{3,} passed");
        assertThat(server.complaints).isEmpty();
    }

    private static void install() throws Exception {
        if (Files.exists(PLACE.resolve("installed"))) {
            return;
        }
        try {
            run(List.of("python3", "-m", "venv", PLACE.toString()));
        } catch (IOException e) {
            throw new AssertionError(MISSING, e);
        }
        List<String> line = new ArrayList<>(List.of(program("pip"), "install", "--quiet"));
        line.addAll(PROGRAMS);
        run(line);
        Files.createFile(PLACE.resolve("installed"));
    }

    private static String program(String name) {
        return PLACE.resolve("bin").resolve(name).toString();
    }

    private static String run(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line)
                .directory(Files.createDirectories(PLACE).toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s said: %s", line.getFirst(), said).isZero();
        return said;
    }
}
