package dev.trawl.core.port;

import dev.trawl.core.RunId;

/** Where people read what workers say beside their work. For any number of threads. */
@FunctionalInterface
public interface RunLog {
    /** Nobody reads. */
    RunLog NONE = (_, _) -> {};

    /**
     * Says one line.
     *
     * @param text of strangers, at most some hundred characters: whoever shows it makes it harmless
     */
    void say(RunId run, String text);
}
