package dev.trawl.web;

import java.util.Arrays;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/** Takes a length that is given twice, and the same, for one (RFC 9110, section 8.6); two different ones stay an error. */
final class RepeatedLength implements ContentLengthStrategy {
    @Override
    public long determineLength(HttpMessage answer) throws HttpException {
        Header[] lengths = answer.getHeaders(HttpHeaders.CONTENT_LENGTH);
        if (lengths.length > 1
                && Arrays.stream(lengths).map(Header::getValue).distinct().count() == 1) {
            answer.removeHeaders(HttpHeaders.CONTENT_LENGTH);
            answer.addHeader(HttpHeaders.CONTENT_LENGTH, lengths[0].getValue());
        }
        return DefaultContentLengthStrategy.INSTANCE.determineLength(answer);
    }
}
