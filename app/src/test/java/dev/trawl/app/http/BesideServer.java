package dev.trawl.app.http;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each ask a server of their own. */
abstract class BesideServer {
    @TempDir
    Path folder;

    Server server;

    @BeforeEach
    final void open() throws IOException {
        server = new Server(folder);
    }

    @AfterEach
    final void close() {
        server.close();
    }
}
