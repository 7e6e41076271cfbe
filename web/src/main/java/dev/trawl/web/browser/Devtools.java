package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.trawl.core.Json;
import dev.trawl.core.port.Companions.Companion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is said between Trawl and a browser: the DevTools protocol over a pipe that nobody else can speak into, messages of
 * JSON that end with a zero byte. For any number of threads.
 */
final class Devtools {
    /** The longest message that is heard, by the heap that there is. */
    private static final int MESSAGE_BYTES_MAX = Math.clamp(Runtime.getRuntime().maxMemory() / 8, 32 << 20, 128 << 20);

    private static final int BUFFER_BYTES = 64 * 1024;

    /** How an answer begins. */
    private static final Pattern NUMBERED = Pattern.compile("\\{\"id\":(\\d{1,9}),");

    /** Ends the writer. */
    private static final byte[] END = {};

    private final Companion browser;
    private final AtomicInteger said = new AtomicInteger();
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<String, Listener> sessions = new ConcurrentHashMap<>();
    private final BlockingQueue<byte[]> unsent = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** An answer that is waited for, about a page or (without a session) the browser. */
    private record Waiting(String session, CompletableFuture<JsonNode> answer) {}

    /** Hears of one page. Called by the thread that reads, so it waits for nobody. */
    interface Listener {
        /** Something happened. */
        void hear(String event, JsonNode details);

        /** The page is gone; the browser is still there. */
        void detached();

        /** The browser is gone. */
        void gone();
    }

    /** Speaks with a browser that was just begun. */
    Devtools(Companion browser) {
        this.browser = browser;
    }

    /** Begins to speak. */
    void open() {
        Thread.ofPlatform().daemon().name("trawl-browser-in").start(this::readAll);
        Thread.ofPlatform().daemon().name("trawl-browser-out").start(this::writeAll);
    }

    /** Hears of a page from now on. */
    void listen(String session, Listener listener) {
        sessions.put(session, listener);
        if (gone.isDone()) {
            listener.gone();
        }
    }

    /** Hears of it no more; what is not answered yet will not be. */
    void leave(String session) {
        sessions.remove(session);
        waiting.entrySet().removeIf(each -> {
            boolean left = each.getValue().session().equals(session);
            if (left) {
                each.getValue().answer().completeExceptionally(new PageBroken("The page was closed"));
            }
            return left;
        });
    }

    /** Completes when the browser says nothing more. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /**
     * Has something done.
     *
     * @param session of the page that it is about; empty for the browser as a whole
     */
    CompletableFuture<JsonNode> send(String session, String method, Map<String, ?> parameters) {
        int number = said.incrementAndGet();
        ObjectNode message = Json.object().put("id", number).put("method", method);
        message.set("params", Json.tree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(number, new Waiting(session, answer));
        unsent.add(Json.of(message).utf8());
        if (gone.isDone()) {
            fail(number);
        }
        return answer;
    }

    /**
     * Has something done, and waits for the answer.
     *
     * @throws BrowserGone where the browser died
     * @throws PageBroken where it refuses, or did not answer in time
     */
    JsonNode call(String session, String method, Map<String, ?> parameters, Duration within)
            throws BrowserGone, PageBroken, InterruptedException {
        return await(send(session, method, parameters), method, within);
    }

    /** Waits for an answer; likewise. */
    JsonNode await(CompletableFuture<JsonNode> answer, String what, Duration within)
            throws BrowserGone, PageBroken, InterruptedException {
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PageBroken refused) {
                throw refused;
            }
            throw new BrowserGone("The browser is gone");
        } catch (TimeoutException e) {
            throw new PageBroken("The browser did not answer to " + what + " within " + within.toMillis() + " ms");
        }
    }

    private void writeAll() {
        try {
            for (byte[] message = unsent.take(); message.length > 0; message = unsent.take()) {
                browser.input().write(message);
                browser.input().write(0);
                browser.input().flush();
            }
        } catch (IOException | InterruptedException e) {
            // The reader hears of its end.
            browser.end();
        }
    }

    private void readAll() {
        try (InputStream in = browser.output()) {
            Messages messages = new Messages(MESSAGE_BYTES_MAX, one -> hear(Json.parse(one)), this::tooLong);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                messages.take(buffer, read);
            }
        } catch (IOException | JacksonException e) {
            // It was killed, or is broken.
        } finally {
            browser.end();
            unsent.add(END);
            gone.complete(null);
            waiting.keySet().forEach(this::fail);
            sessions.values().forEach(Listener::gone);
        }
    }

    /** What nobody has room for costs whoever asked for it its page, and the others nothing. */
    private void tooLong(byte[] head) {
        Matcher numbered = NUMBERED.matcher(new String(head, ISO_8859_1));
        Waiting known = numbered.lookingAt() ? waiting.remove(Integer.parseInt(numbered.group(1))) : null;
        if (known != null) {
            known.answer()
                    .completeExceptionally(new PageBroken("its answer has more than " + MESSAGE_BYTES_MAX + " bytes"));
        }
    }

    private void hear(JsonNode message) {
        if (message.has("id")) {
            answered(message);
            return;
        }
        JsonNode details = message.path("params");
        String event = message.path("method").asString("");
        if (event.equals("Target.detachedFromTarget")) {
            listener(details.path("sessionId").asString("")).ifPresent(Listener::detached);
        } else {
            listener(message.path("sessionId").asString("")).ifPresent(page -> page.hear(event, details));
        }
    }

    private Optional<Listener> listener(String session) {
        return Optional.ofNullable(sessions.get(session));
    }

    private void answered(JsonNode message) {
        Waiting known = waiting.remove(message.path("id").asInt());
        if (known == null) {
            return;
        }
        CompletableFuture<JsonNode> answer = known.answer();
        if (message.has("error")) {
            answer.completeExceptionally(
                    new PageBroken(message.path("error").path("message").asString("")));
        } else {
            answer.complete(message.path("result"));
        }
    }

    private void fail(int number) {
        Waiting known = waiting.remove(number);
        if (known != null) {
            known.answer().completeExceptionally(new BrowserGone("The browser is gone"));
        }
    }
}
