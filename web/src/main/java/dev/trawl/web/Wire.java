package dev.trawl.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The connections behind the egress door: kept open per host, with everything off that would act by itself. */
final class Wire implements AutoCloseable {
    /** The longest wait for one address of a host to take a connection. */
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    /** Connections in all, busy and idle; budgets allow fewer busy ones. */
    private static final int CONNECTIONS_MAX = 512;

    /** A connection that is idle for longer is closed. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);

    /** A connection that was idle for longer is looked at before it is used again. */
    private static final Duration TRUSTED_IDLE = Duration.ofMillis(500);

    /** No silence may be longer than any request's timeout can be. */
    private static final Duration SILENCE_MAX = Duration.ofHours(1);

    /** One line of an answer's head, in bytes. */
    private static final int LINE_BYTES_MAX = 16 * 1024;

    private static final int HEADERS_MAX = 200;

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;

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

    CloseableHttpClient client() {
        return client;
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
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(door.resolver())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        Authorities.trusting(door.options().authorities())))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .responseParserFactory(WholeHeadParser::new)
                        .incomingContentLengthStrategy(new RepeatedLength())
                        .build())
                .setDefaultConnectionConfig(connections)
                .setMaxConnTotal(CONNECTIONS_MAX)
                .setMaxConnPerRoute(CONNECTIONS_MAX)
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
