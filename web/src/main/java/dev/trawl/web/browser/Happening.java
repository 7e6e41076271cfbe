package dev.trawl.web.browser;

import dev.trawl.web.KeptBody;
import dev.trawl.web.Relay.Field;
import dev.trawl.web.Relay.Passed;
import java.util.List;
import java.util.Optional;

/** What happens to a page while it is visited, as the browser and the door tell it; the visit takes it in order. */
sealed interface Happening {
    /** Nobody takes it any more. */
    default void drop() {}

    /** The page's own frame wants a document; nothing is asked before it may. */
    record Wanted(String request, String url) implements Happening {}

    /** The head of a document's answer is there. */
    record Begun(int number, int status, List<Field> headers) implements Happening {}

    /**
     * A document's answer is over.
     *
     * @param body empty where there was no answer
     */
    record Over(int number, Passed passed, Optional<KeptBody> body) implements Happening {
        @Override
        public void drop() {
            body.ifPresent(Arrival::close);
        }
    }

    /** The page's own frame shows a document now. */
    record Shown(String loader) implements Happening {}

    /** A document and what it needs at once are loaded. */
    record Loaded(String loader) implements Happening {}

    /** A request of the page began or ended. */
    record Traffic(int underWay) implements Happening {}

    /** The browser took the address, or says why it did not. */
    record Taken(Optional<String> refusal) implements Happening {}

    /** The browser answered something that it was asked. */
    record Answered() implements Happening {}

    /** The page changed after it had come to rest. */
    record Changed() implements Happening {}

    /** The page's process died, or the page closed itself. */
    record Crashed() implements Happening {}

    /** The browser died. */
    record Gone() implements Happening {}
}
