package dev.trawl.systems.pages;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.systems.pages.PageReader.Hop;
import dev.trawl.systems.pages.PageReader.Stop;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.KeptBody;
import dev.trawl.web.Robots;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt at a page: is it allowed, ask, look into it, write its row, follow its links. For one thread, once. */
final class PageVisit {
    /** What a page's elements take in memory, as a multiple of its bytes. */
    private static final int PARSED_TIMES = 8;

    private final PageTools tools;
    private final Following following;
    private final ItemContext context;
    private final PageItem page;
    private final WebAddress address;
    private final Instant begun;
    private final Optional<Screenshots.Taken> pictures;
    private Lanes.Lane lane;
    /** Of the last answer; the run's sum counts them when it is known which is the last. */
    private long bytes;

    PageVisit(PageTools tools, Following following, ItemContext context, PageItem page, WebAddress address) {
        this.tools = tools;
        this.following = following;
        this.context = context;
        this.page = page;
        this.address = address;
        this.lane = tools.lanes().first(address);
        this.begun = tools.clock().instant();
        this.pictures = tools.screenshots().map(Screenshots::begin);
    }

    /** Makes it. */
    Outcome visit() throws IOException, InterruptedException {
        try {
            return asked();
        } finally {
            if (pictures.isPresent()) {
                pictures.get().close();
            }
        }
    }

    private Outcome asked() throws IOException, InterruptedException {
        return switch (admission(address)) {
            case Admission.Answer.Admitted _ -> ask();
            case Admission.Answer.Forbidden _ -> dead(forbidden(address), row());
            case Admission.Answer.Later(Duration time) -> rest(time);
            case Admission.Answer.Unreached(Fetched.Failed<?> failed) -> failed(failed, List.of());
        };
    }

    private Admission.Answer admission(WebAddress target) throws InterruptedException {
        return tools.admission().ask(target, new Robots.Terms(context.timeout(), context.perHost(), context));
    }

    private Outcome ask() throws IOException, InterruptedException {
        PageReader reader = new PageReader(this::refuses, tools.bodies().isPresent());
        RenderedPage rendered = new RenderedPage(
                reader, this::holdsAny, (name, png) -> pictures.orElseThrow().take(name, png));
        Instant asked = tools.clock().instant();
        bytes = 0;
        FetchRequest request = FetchRequest.of(address, context.timeout(), context.perHost(), this::count);
        Fetched<PageBody> fetched = tools.lanes().fetcher(lane).get(request, rendered);
        if (!(fetched instanceof Fetched.Answered)) {
            context.count(Measure.BYTES, bytes);
        }
        PageRow row =
                row().took(Duration.between(asked, tools.clock().instant())).redirected(reader.hops());
        return switch (fetched) {
            case Fetched.Answered<PageBody> answered -> read(answered, row);
            case Fetched.Stopped<PageBody> _ -> stopped(reader, row);
            case Fetched.Held<PageBody>(Duration after) -> rest(after);
            case Fetched.Failed<PageBody> failed -> failed(failed, reader.hops());
        };
    }

    private void count(Measure measure, long amount) {
        if (measure == Measure.BYTES) {
            bytes += amount;
        } else {
            context.count(measure, amount);
        }
    }

    /** Whether a page, as a browser shows it now, holds anything that is looked for. */
    private boolean holdsAny(WebAddress at, String html) {
        return tools.extraction().isEmpty()
                || PageContent.shown(at, html)
                        .map(tools.extraction()::apply)
                        .filter(found -> !found.isEmpty())
                        .isPresent();
    }

    private Outcome read(Fetched.Answered<PageBody> answered, PageRow row) throws IOException, InterruptedException {
        PageBody body = answered.body();
        try (var kept = body.body();
                Allowance.Share _ = tools.allowance().take(share(kept))) {
            PageContent content = PageContent.of(body);
            Map<String, Object> found =
                    content.subject().map(tools.extraction()::apply).orElse(Map.of());
            if (!empty(content, found)) {
                return kept(answered, row, content, found);
            }
        }
        lane = Lanes.Lane.BROWSER;
        context.count(Measure.RETRIES, 1);
        return asked();
    }

    /** Whether the page may hold more in a browser. */
    private boolean empty(PageContent content, Map<String, Object> found) {
        return content.html().isPresent()
                && !tools.extraction().isEmpty()
                && found.isEmpty()
                && tools.lanes().goesOn(lane, context.run());
    }

    private Outcome kept(
            Fetched.Answered<PageBody> answered, PageRow row, PageContent content, Map<String, Object> found)
            throws IOException {
        countRetry();
        context.count(Measure.BYTES, bytes);
        if (!found.isEmpty()) {
            tools.lanes().found(lane, address.hostName());
        }
        PageBody body = answered.body();
        if (tools.bodies().isPresent()) {
            row.stored(tools.bodies().get().keep(page.url(), body, begun, context));
        }
        if (pictures.isPresent()) {
            pictures.get().keep(page.url(), address.hostName(), context);
        }
        row.answered(Optional.of(answered.address()), Optional.of(answered.status()))
                .holds(body, content)
                .extracted(found)
                .write(context);
        content.html().ifPresent(html -> follow(html, body.address()));
        return Outcome.DONE;
    }

    private static long share(KeptBody kept) throws IOException {
        return kept.large() ? PARSED_TIMES * Math.min(kept.kept(), PageReader.PARSED_BYTES_MAX) : 0;
    }

    private void follow(HtmlPage html, WebAddress at) {
        if (following.goesOn(page)) {
            html.links().forEach((text, link) -> {
                if (following.takes(at, link)) {
                    context.emit(PageItem.found(text, page.depth() + 1));
                }
            });
        }
    }

    /** Whether a redirect is followed; in a crawl a page that is an item, or is none of the crawl's, is not read here. */
    private Optional<Stop> refuses(WebAddress target) throws InterruptedException {
        if (following.on() && !following.within(address, target)) {
            return Optional.of(new Stop.Outside());
        }
        if (following.on() && anotherItem(target)) {
            return Optional.of(new Stop.Known());
        }
        Admission.Answer answer = admission(target);
        return answer instanceof Admission.Answer.Admitted ? Optional.empty() : Optional.of(new Stop.Refused(answer));
    }

    private boolean anotherItem(WebAddress target) {
        WebAddress normal = target.normal();
        return !normal.equals(address.normal()) && context.listed(normal.toString());
    }

    private Outcome stopped(PageReader reader, PageRow row) {
        Hop last = reader.hops().getLast();
        Optional<Integer> status = Optional.of(last.status());
        return switch (reader.stop().orElseThrow()) {
            case Stop.Known _ -> done(row.answered(Optional.of(last.to()), status));
            case Stop.Outside _ -> done(row.answered(Optional.of(last.from()), status));
            case Stop.Refused(Admission.Answer answer) ->
                switch (answer) {
                    case Admission.Answer.Later(Duration time) -> rest(time);
                    case Admission.Answer.Unreached(Fetched.Failed<?> failed) -> failed(failed, reader.hops());
                    case Admission.Answer.Forbidden _, Admission.Answer.Admitted _ -> {
                        countRetry();
                        yield dead(forbidden(last.to()), row.answered(Optional.of(last.from()), status));
                    }
                };
        };
    }

    private Outcome done(PageRow row) {
        countRetry();
        row.write(context);
        return Outcome.DONE;
    }

    private Outcome failed(Fetched.Failed<?> failed, List<Hop> hops) {
        countRetry();
        boolean again =
                failed.retry() && !context.lastAttempt() && failed.after().compareTo(Retry.WAIT_MAX) <= 0;
        if (again) {
            return new Outcome.Retry(failed.why(), failed.after());
        }
        PageRow row =
                row().took(Duration.between(begun, tools.clock().instant())).redirected(hops);
        Optional<Hop> last = hops.isEmpty() ? Optional.empty() : Optional.of(hops.getLast());
        boolean circle = failed.why().reason().equals("redirect-loop");
        if (failed.status().isPresent() && !circle) {
            row.answered(Optional.of(last.map(Hop::to).orElse(address)), failed.status());
        } else {
            row.answered(last.map(Hop::from), last.map(Hop::status));
        }
        return dead(failed.why(), row);
    }

    private Outcome dead(Failure why, PageRow row) {
        row.failed(why).write(context);
        return new Outcome.Dead(why);
    }

    /** Its host wants to be left alone; that is waited for, but not for ever. */
    private Outcome rest(Duration time) {
        if (time.compareTo(Retry.WAIT_MAX) <= 0) {
            tools.lanes().waits(lane, address);
            return new Outcome.Unfinished(time);
        }
        Failure why = new Failure(
                "http-429",
                "Asking " + address + " found that its host wants to be left alone for " + time.toSeconds()
                        + " s, which is not waited for; the page was not asked for; redrive it then");
        return dead(why, row());
    }

    private void countRetry() {
        if (context.attempt() > 1) {
            context.count(Measure.RETRIES, 1);
        }
    }

    private PageRow row() {
        return new PageRow(page, context, tools.clock().instant());
    }

    private static Failure forbidden(WebAddress target) {
        return new Failure(
                "robots",
                "Asking the robots.txt of " + target.origin() + " found that " + target
                        + " may not be read, or that the file itself could not be; the page was not asked for;"
                        + " robots=false reads it all the same, where you may");
    }
}
