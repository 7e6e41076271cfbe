package dev.trawl.systems.offers;

import dev.trawl.core.Failure;
import dev.trawl.core.ItemContext;
import dev.trawl.core.Measure;
import dev.trawl.core.Outcome;
import dev.trawl.core.Retry;
import dev.trawl.systems.pages.Lanes;
import dev.trawl.systems.pages.PageBody;
import dev.trawl.systems.pages.PageContent;
import dev.trawl.systems.pages.PageReader;
import dev.trawl.systems.pages.PageReader.Stop;
import dev.trawl.systems.pages.PageTools;
import dev.trawl.systems.pages.RenderedPage;
import dev.trawl.web.Admission;
import dev.trawl.web.Allowance;
import dev.trawl.web.FetchRequest;
import dev.trawl.web.Fetched;
import dev.trawl.web.Robots;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One attempt at a product's page: is it allowed, ask, read the offer, write its row. For one thread, once. */
final class OfferVisit {
    /** What a page's elements take in memory, as a multiple of its bytes. */
    private static final int PARSED_TIMES = 8;

    private final PageTools tools;
    private final ItemContext context;
    private final Product product;
    private final WebAddress address;
    private final Instant begun;
    /** Of the last answer; the run's sum counts them when it is known which is the last. */
    private long bytes;

    private Lanes.Lane lane;

    OfferVisit(PageTools tools, ItemContext context, Product product, WebAddress address) {
        this.tools = tools;
        this.context = context;
        this.product = product;
        this.address = address;
        this.lane = tools.lanes().first(address);
        this.begun = tools.clock().instant();
    }

    /** Makes it. */
    Outcome visit() throws IOException, InterruptedException {
        Admission.Answer answer = admission(address);
        return answer instanceof Admission.Answer.Admitted ? ask() : refused(answer, address);
    }

    private Admission.Answer admission(WebAddress target) throws InterruptedException {
        return tools.admission().ask(target, new Robots.Terms(context.timeout(), context.perHost(), context));
    }

    private Outcome refused(Admission.Answer answer, WebAddress target) {
        return switch (answer) {
            case Admission.Answer.Forbidden _ -> dead(forbidden(target));
            case Admission.Answer.Later(Duration time) -> rest(time);
            case Admission.Answer.Unreached(Fetched.Failed<?> failed) -> failed(failed);
            case Admission.Answer.Admitted _ -> throw new IllegalArgumentException("It was not refused");
        };
    }

    private Outcome ask() throws IOException, InterruptedException {
        PageReader page = new PageReader(this::refuses);
        FetchRequest request = FetchRequest.of(address, context.timeout(), context.perHost(), this::count);
        Fetched<PageBody> fetched =
                tools.lanes().fetcher(lane).get(request, new RenderedPage(page, this::offers, (_, _) -> {}));
        if (context.attempt() > 1 && !(fetched instanceof Fetched.Held)) {
            context.count(Measure.RETRIES, 1);
        }
        return switch (fetched) {
            case Fetched.Answered<PageBody> answered -> read(answered.body());
            case Fetched.Held<PageBody>(Duration after) -> rest(after);
            case Fetched.Failed<PageBody> failed -> failed(failed);
            case Fetched.Stopped<PageBody> _ -> stopped(page);
        };
    }

    private void count(Measure measure, long amount) {
        if (measure == Measure.BYTES) {
            bytes += amount;
        } else {
            context.count(measure, amount);
        }
    }

    /** Whether a page offers something as a browser shows it now. */
    private boolean offers(WebAddress at, String html) {
        return PageContent.shown(at, html).flatMap(OfferReader::read).isPresent();
    }

    private Optional<Stop> refuses(WebAddress target) throws InterruptedException {
        Admission.Answer answer = admission(target);
        return answer instanceof Admission.Answer.Admitted ? Optional.empty() : Optional.of(new Stop.Refused(answer));
    }

    private Outcome stopped(PageReader reader) {
        if (reader.stop().orElseThrow() instanceof Stop.Refused(Admission.Answer answer)) {
            return refused(answer, reader.hops().getLast().to());
        }
        throw new IllegalStateException("A product's page stops at what may not be asked, and nowhere else");
    }

    private Outcome read(PageBody body) throws IOException, InterruptedException {
        Duration took = Duration.between(begun, tools.clock().instant());
        Optional<Offer> offer;
        try (var kept = body.body();
                Allowance.Share _ = tools.allowance().take(kept.large() ? PARSED_TIMES * kept.kept() : 0)) {
            offer = PageContent.of(body).subject().flatMap(OfferReader::read);
        }
        if (offer.isEmpty() && tools.lanes().goesOn(lane, context.run())) {
            return inBrowser();
        }
        if (offer.isEmpty()) {
            return dead(new Failure(
                    "nothing-extracted",
                    "Reading " + body.address() + " found neither a price nor whether there is any"));
        }
        tools.lanes().found(lane, address.hostName());
        context.count(Measure.BYTES, bytes);
        row().took(took, bytes).says(offer.get()).write(context);
        return Outcome.DONE;
    }

    /** Asked again, by a browser. */
    private Outcome inBrowser() throws IOException, InterruptedException {
        lane = Lanes.Lane.BROWSER;
        bytes = 0;
        if (context.attempt() == 1) {
            context.count(Measure.RETRIES, 1);
        }
        return visit();
    }

    private Outcome failed(Fetched.Failed<?> failed) {
        boolean again =
                failed.retry() && !context.lastAttempt() && failed.after().compareTo(Retry.WAIT_MAX) <= 0;
        if (again) {
            return new Outcome.Retry(failed.why(), failed.after());
        }
        return dead(failed.why());
    }

    private Outcome dead(Failure why) {
        context.count(Measure.BYTES, bytes);
        row().took(Duration.between(begun, tools.clock().instant()), bytes)
                .failed(why)
                .write(context);
        return new Outcome.Dead(why);
    }

    /** Its host wants to be left alone; that is waited for, but not for ever. */
    private Outcome rest(Duration time) {
        if (time.compareTo(Retry.WAIT_MAX) <= 0) {
            tools.lanes().waits(lane, address);
            return new Outcome.Unfinished(time);
        }
        return dead(new Failure(
                "http-429",
                "Asking " + address + " found that its host wants to be left alone for " + time.toSeconds()
                        + " s, which is not waited for; the page was not asked for; redrive it then"));
    }

    private OfferRow row() {
        return new OfferRow(product, context, lane, tools.clock().instant());
    }

    private static Failure forbidden(WebAddress target) {
        return new Failure(
                "robots",
                "Asking the robots.txt of " + target.origin() + " found that " + target
                        + " may not be read, or that the file itself could not be; the page was not asked for;"
                        + " robots=false reads it all the same, where you may");
    }
}
