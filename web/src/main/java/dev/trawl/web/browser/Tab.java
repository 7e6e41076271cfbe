package dev.trawl.web.browser;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A page of the browser in a context of its own, which nothing outlives: no cookie, no cache, no connection. What happens
 * there it tells the visit.
 */
final class Tab implements Devtools.Listener {
    /** A browser that does not close a page within that has hung. */
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    private final Devtools devtools;
    private final Credentials credentials;
    private final Rendering rendering;
    private final Consumer<Happening> page;
    private final String context;
    private final String frame;
    private final String session;
    /** Requests that were given the credentials; used by the thread that reads alone. */
    private final Set<String> known = new HashSet<>();

    private Tab(Devtools devtools, Setting setting, String context, String frame, String session) {
        this.devtools = devtools;
        this.credentials = setting.credentials();
        this.rendering = setting.rendering();
        this.page = setting.page();
        this.context = context;
        this.frame = frame;
        this.session = session;
    }

    /** How a page is opened, and who hears of it. */
    record Setting(Credentials credentials, Rendering rendering, Consumer<Happening> page) {}

    /** Opens one that is empty. */
    static Tab open(Devtools devtools, Setting setting, Duration within)
            throws BrowserGone, PageBroken, InterruptedException {
        String context = devtools.call("", "Target.createBrowserContext", Map.of("disposeOnDetach", true), within)
                .path("browserContextId")
                .asString();
        try {
            return ready(devtools, setting, context, within);
        } catch (PageBroken | InterruptedException e) {
            // It would stay as long as the browser does.
            var _ = devtools.send("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
            throw e;
        }
    }

    private static Tab ready(Devtools devtools, Setting setting, String context, Duration within)
            throws BrowserGone, PageBroken, InterruptedException {
        String frame = devtools.call(
                        "",
                        "Target.createTarget",
                        Map.of("url", "about:blank", "browserContextId", context, "width", WIDTH, "height", HEIGHT),
                        within)
                .path("targetId")
                .asString();
        String session = devtools.call("", "Target.attachToTarget", Map.of("targetId", frame, "flatten", true), within)
                .path("sessionId")
                .asString();
        Tab tab = new Tab(devtools, setting, context, frame, session);
        devtools.listen(session, tab);
        // All of it is to be so before the page goes anywhere: what is only on its way is lost with the empty page's
        // process.
        List<CompletableFuture<JsonNode>> ready = List.of(
                devtools.send(
                        "", "Browser.setDownloadBehavior", Map.of("behavior", "deny", "browserContextId", context)),
                devtools.send(session, "Page.enable", Map.of()),
                devtools.send(session, "Inspector.enable", Map.of()),
                devtools.send(session, "Page.setLifecycleEventsEnabled", Map.of("enabled", true)),
                devtools.send(
                        session,
                        "Fetch.enable",
                        Map.of("handleAuthRequests", true, "patterns", patterns(setting.rendering()))));
        try {
            for (CompletableFuture<JsonNode> each : ready) {
                var _ = devtools.await(each, "be ready", within);
            }
            return tab;
        } catch (PageBroken | InterruptedException e) {
            devtools.leave(session);
            throw e;
        }
    }

    private static List<Map<String, String>> patterns(Rendering rendering) {
        return Stream.concat(Stream.of("Document"), rendering.blocked().stream())
                .map(type -> Map.of("resourceType", type))
                .toList();
    }

    /** Goes to an address; whether it was taken is told. */
    void navigate(String url) {
        var _ = devtools.send(session, "Page.navigate", Map.of("url", url)).whenComplete((answer, failed) -> {
            Optional<String> refusal = failed != null
                    ? Optional.of(String.valueOf(failed.getMessage()))
                    : Optional.of(answer.path("errorText").asString("")).filter(text -> !text.isEmpty());
            page.accept(new Happening.Taken(refusal));
        });
    }

    /** A document that was wanted is asked for. */
    void go(String request) {
        tell("Fetch.continueRequest", Map.of("requestId", request));
    }

    /** A document that was wanted is not asked for. */
    void refuse(String request) {
        tell("Fetch.failRequest", Map.of("requestId", request, "errorReason", "Aborted"));
    }

    /** Works out an expression beside the page's own scripts, which can neither see nor change what it uses. */
    CompletableFuture<JsonNode> look(String expression) {
        return ask("Page.createIsolatedWorld", Map.of("frameId", frame, "worldName", "trawl"))
                .thenCompose(world -> ask(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "contextId",
                                world.path("executionContextId").asInt(),
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true)));
    }

    /** Works out an expression among the page's own scripts, as if its user did; nobody wants its value. */
    CompletableFuture<JsonNode> run(String expression) {
        return ask("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "userGesture", true));
    }

    /** The value that was worked out. */
    static JsonNode value(JsonNode answer) throws PageBroken {
        if (answer.has("exceptionDetails")) {
            JsonNode thrown = answer.path("exceptionDetails");
            throw new PageBroken("a script failed: "
                    + thrown.path("exception")
                            .path("description")
                            .asString(thrown.path("text").asString("")));
        }
        return answer.path("result").path("value");
    }

    /** Tells when the page changes next, or has changed before it could be looked at. */
    void watch() {
        var _ = look(Scripts.CHANGED).whenComplete((_, _) -> page.accept(new Happening.Changed()));
    }

    /** Has something done that needs no answer. */
    private void tell(String method, Map<String, ?> parameters) {
        var _ = devtools.send(session, method, parameters);
    }

    /** Has something done. */
    CompletableFuture<JsonNode> ask(String method, Map<String, ?> parameters) {
        return devtools.send(session, method, parameters);
    }

    @Override
    public void hear(String event, JsonNode details) {
        switch (event) {
            case "Fetch.requestPaused" -> paused(details);
            case "Fetch.authRequired" -> asked(details);
            case "Page.javascriptDialogOpening" -> tell("Page.handleJavaScriptDialog", Map.of("accept", false));
            case "Page.lifecycleEvent" -> {
                if (details.path("name").asString("").equals("load") && own(details)) {
                    page.accept(new Happening.Loaded(details.path("loaderId").asString("")));
                }
            }
            case "Page.frameNavigated" -> {
                JsonNode shown = details.path("frame");
                boolean empty = shown.path("url").asString("").equals("about:blank");
                if (shown.path("id").asString("").equals(frame) && !empty) {
                    page.accept(new Happening.Shown(shown.path("loaderId").asString("")));
                }
            }
            case "Inspector.targetCrashed" -> page.accept(new Happening.Crashed());
            default -> {
                // The browser tells more than is needed here.
            }
        }
    }

    private boolean own(JsonNode details) {
        return details.path("frameId").asString("").equals(frame);
    }

    private void paused(JsonNode details) {
        String request = details.path("requestId").asString("");
        String type = details.path("resourceType").asString("");
        if (rendering.blocked().contains(type)) {
            tell("Fetch.failRequest", Map.of("requestId", request, "errorReason", "BlockedByClient"));
        } else if (type.equals("Document") && own(details)) {
            page.accept(new Happening.Wanted(
                    request, details.path("request").path("url").asString("")));
        } else {
            go(request);
        }
    }

    private void asked(JsonNode details) {
        String request = details.path("requestId").asString("");
        boolean door = details.path("authChallenge").path("source").asString("").equals("Proxy");
        Map<String, String> response = door && known.add(request)
                ? Map.of(
                        "response",
                        "ProvideCredentials",
                        "username",
                        credentials.user(),
                        "password",
                        credentials.password())
                : Map.of("response", "CancelAuth");
        tell("Fetch.continueWithAuth", Map.of("requestId", request, "authChallengeResponse", response));
    }

    @Override
    public void detached() {
        page.accept(new Happening.Crashed());
    }

    @Override
    public void gone() {
        page.accept(new Happening.Gone());
    }

    /** Closes it with its context; false where the browser does not answer any more. */
    boolean close() throws InterruptedException {
        devtools.leave(session);
        try {
            var _ = devtools.call("", "Target.disposeBrowserContext", Map.of("browserContextId", context), CLOSE_MAX);
            return true;
        } catch (PageBroken | BrowserGone e) {
            return false;
        }
    }
}
