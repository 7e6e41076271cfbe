package dev.trawl.web;

import dev.trawl.core.Measure;
import dev.trawl.core.Meter;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Counts every request that goes on the wire, and tells a kept connection that was gone from a broken answer. */
final class CountingExecutor extends HttpRequestExecutor {
    /** Where the exchange keeps its {@link Meter}. */
    static final String METER = "dev.trawl.meter";

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback informed,
            HttpContext context)
            throws IOException, HttpException {
        EndpointDetails before = connection.getEndpointDetails();
        boolean kept = before != null && before.getResponseCount() > 0;
        long received = kept ? before.getReceivedBytesCount() : 0;
        count(request, context);
        long sent = before == null ? 0 : before.getSentBytesCount();
        try {
            ClassicHttpResponse answer = super.execute(request, connection, informed, context);
            weigh(connection, context, sent);
            return answer;
        } catch (IOException e) {
            if (kept && before.getReceivedBytesCount() == received) {
                throw new StaleConnection(e);
            }
            throw e;
        }
    }

    /** What the request was on the wire. */
    private static void weigh(HttpClientConnection connection, HttpContext context, long before) {
        EndpointDetails now = connection.getEndpointDetails();
        if (now != null && context.getAttribute(METER) instanceof Meter meter) {
            meter.count(Measure.SENT, Math.max(0, now.getSentBytesCount() - before));
        }
    }

    private static void count(ClassicHttpRequest request, HttpContext context) {
        if (!Method.CONNECT.isSame(request.getMethod()) && context.getAttribute(METER) instanceof Meter meter) {
            meter.count(Measure.REQUESTS, 1);
        }
    }
}
