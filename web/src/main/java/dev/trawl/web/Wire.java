package dev.trawl.web;

import dev.trawl.core.Limits;
import dev.trawl.core.Meter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The connections behind the egress door: kept open per host, with everything off that would act by itself. */
final class Wire implements AutoCloseable {
    /** The longest wait for one address of a host to take a connection. */
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    /** Connections in all, busy and idle, while no more fetches are under way: idle ones make room for new ones. */
    private static final int CONNECTIONS_LEAST = 512;

    /** Connections in all, however many fetches are under way; more than a run's {@link Limits#CONCURRENCY_MAX}. */
    private static final int CONNECTIONS_MAX = 16_384;

    /** A connection that is idle for longer is closed. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);

    /** A connection that was idle for longer is looked at before it is used again. */
    private static final Duration TRUSTED_IDLE = Duration.ofMillis(500);

    /** No silence may be longer than any request's timeout can be. */
    private static final Duration SILENCE_MAX = Duration.ofHours(1);

    /** One line of an answer's head, in bytes. */
    private static final int LINE_BYTES_MAX = 16 * 1024;

    private static final int HEADERS_MAX = 200;

    /** Each of a connection's four buffers: most answers' heads fit, and bodies are read past them in larger blocks. */
    private static final int BUFFER_BYTES = 4 * 1024;

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;
    private final AtomicInteger underWay = new AtomicInteger();
    private final ReentrantLock resizing = new ReentrantLock();
    private volatile int room = CONNECTIONS_LEAST;

    Wire(EgressDoor door, String userAgent) {
        this.pool = pool(door);
        this.client = HttpClients.custom()
                .setConnectionManager(pool)
                .setRequestExecutor(new CountingExecutor())
                .setDefaultRequestConfig(quiet())
                .setUserAgent(userAgent)
                .setProxy(proxy(door.options().proxy()))
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .evictIdleConnections(TimeValue.of(IDLE_MAX))
                .build();
    }

    /** A request of an address, with nothing in it yet. */
    static HttpUriRequestBase request(String method, WebAddress at) {
        boolean standard = at.port() == (at.secure() ? WebAddress.HTTPS_PORT : WebAddress.HTTP_PORT);
        HttpUriRequestBase asked = new HttpUriRequestBase(method, URI.create("/"));
        asked.setScheme(at.scheme());
        asked.setAuthority(new URIAuthority(at.hostName(), standard ? -1 : at.port()));
        asked.setPath(at.target());
        return asked;
    }

    /**
     * Sends a request; the answer is the caller's to close.
     *
     * @param meter where it is counted
     */
    ClassicHttpResponse open(HttpUriRequestBase asked, WebAddress at, Meter meter) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(CountingExecutor.METER, meter);
        return client.executeOpen(new HttpHost(at.scheme(), at.hostName(), at.port()), asked, context);
    }

    /** A fetch is under way: the pool has room for as many connections as fetches, so that none waits for another. */
    void enter() {
        if (underWay.incrementAndGet() > room) {
            resize();
        }
    }

    /** A fetch is over. */
    void leave() {
        int left = underWay.decrementAndGet();
        if (room > CONNECTIONS_LEAST && left < room / 4) {
            resize();
        }
    }

    /**
     * Room is told only when the pool has it, and taken back before the pool loses it: who waits in a full pool isn't
     * woken when it grows, so nobody may come to wait there. Who entered meanwhile is seen by the second look.
     */
    private void resize() {
        resizing.lock();
        try {
            do {
                int wanted = Math.clamp(2L * underWay.get(), CONNECTIONS_LEAST, CONNECTIONS_MAX);
                if (wanted >= room) {
                    give(wanted);
                    room = wanted;
                } else {
                    room = wanted;
                    if (underWay.get() <= wanted) {
                        give(wanted);
                    }
                }
            } while (underWay.get() > room && room < CONNECTIONS_MAX);
        } finally {
            resizing.unlock();
        }
    }

    private void give(int connections) {
        pool.setMaxTotal(connections);
        pool.setDefaultMaxPerRoute(connections);
    }

    /** Closes what is idle, so that the next request goes over a new connection. */
    void dropIdle() {
        pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static PoolingHttpClientConnectionManager pool(EgressDoor door) {
        ConnectionConfig connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT_MAX))
                .setSocketTimeout(Timeout.of(SILENCE_MAX))
                .setValidateAfterInactivity(TimeValue.of(TRUSTED_IDLE))
                .build();
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LINE_BYTES_MAX)
                .setMaxHeaderCount(HEADERS_MAX)
                .setBufferSize(BUFFER_BYTES)
                .setChunkSizeHint(BUFFER_BYTES)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(door.resolver())
                .setTlsSocketStrategy(new Handshake(new DefaultClientTlsStrategy(
                        Authorities.trusting(door.options().authorities()))))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .responseParserFactory(WholeHeadParser::new)
                        .incomingContentLengthStrategy(new RepeatedLength())
                        .build())
                .setDefaultConnectionConfig(connections)
                .setMaxConnTotal(CONNECTIONS_LEAST)
                .setMaxConnPerRoute(CONNECTIONS_LEAST)
                .build();
    }

    private static RequestConfig quiet() {
        return RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(SILENCE_MAX))
                .setResponseTimeout(Timeout.of(SILENCE_MAX))
                .build();
    }

    @SuppressWarnings("NullAway") // The client takes null for no proxy.
    private static HttpHost proxy(Optional<WebAddress> proxy) {
        return proxy.map(at -> new HttpHost(at.scheme(), at.hostName(), at.port()))
                .orElse(null);
    }
}
