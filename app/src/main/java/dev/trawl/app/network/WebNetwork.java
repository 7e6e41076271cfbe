package dev.trawl.app.network;

import dev.trawl.app.FileWords;
import dev.trawl.core.Environment;
import dev.trawl.core.Notes;
import dev.trawl.core.Services;
import dev.trawl.core.port.Budgets;
import dev.trawl.core.port.Objects;
import dev.trawl.core.port.Webhooks;
import dev.trawl.web.Authorities;
import dev.trawl.web.Cidr;
import dev.trawl.web.ConnectTo;
import dev.trawl.web.EgressDoor;
import dev.trawl.web.EgressOptions;
import dev.trawl.web.Fetcher;
import dev.trawl.web.HttpFetcher;
import dev.trawl.web.Pause;
import dev.trawl.web.WebAddress;
import dev.trawl.web.WebhookPost;
import dev.trawl.web.browser.BrowserLimits;
import dev.trawl.web.browser.BrowserProgram;
import dev.trawl.web.browser.Browsers;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The web, through the egress door as the operator opened it. */
public final class WebNetwork implements Network {
    private static final Environment ENVIRONMENT = name -> Optional.ofNullable(System.getenv(name));

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Notes notes;

    /**
     * Over the seams of a process.
     *
     * @param notes told what people should know
     */
    public WebNetwork(InstantSource clock, RandomGenerator random, Notes notes) {
        this.clock = clock;
        this.random = random;
        this.notes = notes;
    }

    @Override
    public BiFunction<Objects, Budgets, Services> through(Egress egress) {
        EgressOptions options = new EgressOptions(
                each("--allow-address", egress.allowed(), Cidr::parse),
                each("--connect-to", egress.connectTo(), ConnectTo::parse),
                egress.authorities().map(WebNetwork::authorities).orElse(List.of()),
                egress.proxy().map(proxy -> one("--proxy", proxy, WebAddress::parse)));
        BrowserLimits limits = BrowserLimits.of(ENVIRONMENT);
        return (objects, budgets) -> services(options, limits, objects, budgets);
    }

    private Services services(EgressOptions options, BrowserLimits limits, Objects objects, Budgets budgets) {
        HttpFetcher fetcher =
                new HttpFetcher(new EgressDoor(options), budgets, clock, Pause.SLEEPING, HttpFetcher.USER_AGENT);
        return new Services(Map.of(
                Fetcher.class, fetcher,
                Browsers.class,
                        new Browsers(
                                fetcher.relay(),
                                HttpFetcher.USER_AGENT,
                                new BrowserProgram(ENVIRONMENT),
                                limits,
                                clock),
                Webhooks.class, new WebhookPost(fetcher, clock),
                Objects.class, objects,
                Budgets.class, budgets,
                Pause.class, Pause.SLEEPING,
                InstantSource.class, clock,
                RandomGenerator.class, random,
                Notes.class, notes,
                Environment.class, ENVIRONMENT));
    }

    private static List<X509Certificate> authorities(Path pem) {
        try {
            return Authorities.read(pem);
        } catch (IOException e) {
            throw new IllegalArgumentException("Reading --ca " + pem + " failed: " + FileWords.of(e)
                    + "; nothing was asked; give a PEM file with -----BEGIN CERTIFICATE----- in it");
        }
    }

    private static <T> List<T> each(String option, List<String> texts, Function<String, T> parse) {
        return texts.stream().map(text -> one(option, text, parse)).toList();
    }

    private static <T> T one(String option, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The option " + option + " " + text + " makes no sense: "
                    + e.getMessage() + "; nothing was started; trawl run --help shows how it is written");
        }
    }
}
