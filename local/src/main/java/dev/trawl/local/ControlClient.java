package dev.trawl.local;

import dev.trawl.core.EnvironmentFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks the process that holds a data folder for something. */
public final class ControlClient {
    /** How long an answer may take. */
    public static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    /** After this time whoever asks is told that the answer is waited for, and for whose. */
    public static final Duration NOTICE_AFTER = Duration.ofSeconds(3);

    private ControlClient() {}

    /**
     * Asks, and waits for the answer.
     *
     * @param root the data folder
     * @param notice told once, on another thread, where the answer takes longer than {@link #NOTICE_AFTER}
     * @return the answer; empty where nobody answers for the folder: then its lock can be taken, and where it
     *     cannot, the holder is just starting or ending
     * @throws EnvironmentFault where the holder may not be asked, or its answer did not come: then what was
     *     asked for may have been done or not
     */
    public static Optional<JsonNode> ask(Path root, JsonNode question, Consumer<String> notice) {
        DataPaths paths = new DataPaths(root);
        try (Deadline _ = Deadline.of(() -> notice.accept(silent(paths)), NOTICE_AFTER)) {
            return ask(paths, question, ANSWER_MAX);
        }
    }

    static Optional<JsonNode> ask(DataPaths paths, JsonNode question, Duration answerMax) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(ControlSocket.address(paths));
            return Optional.of(exchange(paths, channel, question, answerMax));
        } catch (NoSuchFileException | ConnectException e) {
            return Optional.empty();
        } catch (IOException e) {
            // What a dead process left refuses connections, and Java has no type of its own for that here.
            if (String.valueOf(e.getMessage()).contains("Connection refused")) {
                return Optional.empty();
            }
            throw FileFaults.of("Asking the process that holds", paths.root(), e);
        }
    }

    private static String silent(DataPaths paths) {
        return holder(paths) + " has not answered for " + NOTICE_AFTER.toSeconds() + " s: it is busy, or stopped. Its"
                + " answer is waited for, " + ANSWER_MAX.toSeconds() + " s in all";
    }

    private static String holder(DataPaths paths) {
        return "The process that holds " + paths.root() + " (PID " + FolderLock.holder(paths) + ")";
    }

    private static JsonNode exchange(DataPaths paths, SocketChannel channel, JsonNode question, Duration answerMax) {
        try (Deadline _ = Deadline.of(channel, answerMax)) {
            ControlLine.write(channel, question);
            return ControlLine.read(channel);
        } catch (ClosedChannelException e) {
            throw new EnvironmentFault(
                    holder(paths) + " gave no answer within " + answerMax.toSeconds()
                            + " s. What was asked for may have"
                            + " been done or not, and may still be done when it goes on. Look at that process and at the run,"
                            + " then ask again.",
                    e);
        } catch (IOException | JacksonException e) {
            throw new EnvironmentFault(
                    holder(paths) + " gave no answer (" + e.getMessage() + "). What was asked for may have been done or"
                            + " not. Look at the run, then ask again.",
                    e);
        }
    }
}
