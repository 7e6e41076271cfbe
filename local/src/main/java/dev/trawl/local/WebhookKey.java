package dev.trawl.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The secret that messages are signed with where a run brings none: made once for a data folder. For any thread. */
final class WebhookKey {
    private static final int BYTES = 32;

    private final DataPaths paths;
    private @Nullable String known;

    WebhookKey(DataPaths paths) {
        this.paths = paths;
    }

    /**
     * The secret, {@code whsec_} and base64. Durable on return.
     *
     * @throws dev.trawl.core.EnvironmentFault where it can't be read or made
     */
    synchronized String secret() {
        String secret = known;
        if (secret == null) {
            secret = read();
            known = secret;
        }
        return secret;
    }

    private String read() {
        Path file = paths.webhookKey();
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw FileFaults.of("Reading the key of webhooks", file, e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            FileOperations.SYSTEM.write(channel, ByteBuffer.wrap(secret.getBytes(UTF_8)));
            FileOperations.SYSTEM.sync(channel);
        }
        FileOperations.SYSTEM.rename(draft, file);
        FileOperations.SYSTEM.syncFolder(file.resolveSibling("."));
    }
}
