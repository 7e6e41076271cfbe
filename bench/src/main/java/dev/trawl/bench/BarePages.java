package dev.trawl.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.core.Sha256;
import dev.trawl.local.sqlite.Written;
import dev.trawl.systems.pages.HtmlPage;
import dev.trawl.web.MediaType;
import dev.trawl.web.WebAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * What somebody writes who wants these pages once: virtual threads around HttpClient and jsoup that make the columns of table {@code
 * pages} and drop them. No robots.txt, no limits but that on the connections, no check of addresses, no other encoding than UTF-8, no
 * record.
 */
final class BarePages {
    private final int pages;
    private final int atOnce;

    BarePages(int pages, int atOnce) {
        this.pages = pages;
        this.atOnce = atOnce;
    }

    /** Fetches all of them. */
    Measured run(String origin) throws Exception {
        try (CloseableHttpClient client = client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger next = new AtomicInteger();
            Duration used = Measured.cpuNow();
            long begun = System.nanoTime();
            var loops = IntStream.range(0, atOnce)
                    .mapToObj(_ -> threads.submit(() -> loop(client, origin, next)))
                    .toList();
            for (Future<Integer> loop : loops) {
                loop.get();
            }
            long took = System.nanoTime() - begun;
            return new Measured(pages, took, Measured.cpuNow().minus(used), Written.NONE);
        }
    }

    private CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(atOnce)
                        .setMaxConnPerRoute(atOnce)
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private int loop(CloseableHttpClient client, String origin, AtomicInteger next) throws IOException {
        int done = 0;
        for (int n = next.getAndIncrement(); n < pages; n = next.getAndIncrement()) {
            WebAddress at = WebAddress.parse(origin + PageServer.path(n));
            Instant begun = Instant.now();
            Map<String, @Nullable Object> row =
                    client.execute(new HttpGet(at.toString()), answer -> row(at, answer, begun));
            if (!row.containsValue(200) || row.size() < 16) {
                throw new IllegalStateException("The bare loop made a row of " + row);
            }
            done++;
        }
        return done;
    }

    private static Map<String, @Nullable Object> row(WebAddress at, ClassicHttpResponse answer, Instant begun)
            throws IOException {
        byte[] body = EntityUtils.toByteArray(answer.getEntity());
        Instant ended = Instant.now();
        Optional<MediaType> type =
                MediaType.read(answer.getFirstHeader("Content-Type").getValue());
        HtmlPage page = HtmlPage.read(Parser.htmlParser().parseInput(new String(body, UTF_8), ""), at);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("url", at.toString());
        row.put("final_url", at.toString());
        row.put("status", answer.getCode());
        row.put("problem", null);
        row.put("type", type.map(MediaType::name).orElse(null));
        row.put("charset", type.flatMap(MediaType::charset).orElse(null));
        row.put("bytes", body.length);
        row.put("milliseconds", Duration.between(begun, ended).toMillis());
        row.put("title", page.title().orElse(null));
        row.put("canonical", page.canonical().map(WebAddress::toString).orElse(null));
        row.put("links", page.links().size());
        row.put("depth", 0);
        row.put("sha256", Sha256.hex(body));
        row.put("changed", null);
        row.put("text_bytes", page.textBytes());
        row.put("fetched", ended);
        return row;
    }
}
