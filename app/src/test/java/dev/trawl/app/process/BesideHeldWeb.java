package dev.trawl.app.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of processes whose items wait for a web that asks its test before it answers. */
@NullUnmarked
public abstract class BesideHeldWeb {
    /** The folder of the test. */
    @TempDir
    protected Path root;

    /** The folder in which its processes are started. */
    protected TrawlFolder folder;

    /** The web that they ask. */
    protected HeldWeb web;

    /** Makes both anew for each test. */
    @BeforeEach
    protected void begin() throws IOException {
        folder = new TrawlFolder(root, List.of());
        web = new HeldWeb();
    }

    /** Ends what the processes of the test have left. */
    @AfterEach
    protected void end() throws IOException {
        folder.close();
        web.close();
    }
}
