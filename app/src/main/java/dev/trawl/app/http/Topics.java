package dev.trawl.app.http;

import dev.trawl.core.RunView;
import java.util.List;
import java.util.Optional;

/** Takes messages of topics. */
@FunctionalInterface
public interface Topics {
    /** Where no job can listen. */
    Topics NONE = (_, _, _, _) -> {
        throw new Refusal(501, "This server takes no messages of topics; nothing was started");
    };

    /**
     * Starts one run of every job that listens. Durable on return.
     *
     * @param key the same message again, where it has the same key; empty where each is one of its own
     * @throws Refusal where the message is not what can be sent
     */
    List<RunView> publish(String topic, byte[] message, Optional<String> mediaType, Optional<String> key);
}
