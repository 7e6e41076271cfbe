package dev.trawl.web;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Finds the reason in an exception of the wire. */
final class Blame {
    private Blame() {}

    /** The reason for an exception before an answer was there. */
    static Reason beforeAnswer(IOException broken) {
        return switch (broken) {
            case TooBig _, MessageConstraintException _ -> Reason.TOO_BIG;
            case AddressRefused _ -> Reason.ADDRESS_REFUSED;
            case UnknownHostException _ -> Reason.DNS;
            case ConnectTimeoutException _, ConnectException _, NoRouteToHostException _ -> Reason.CONNECT;
            case SocketTimeoutException _ -> Reason.TIMEOUT;
            case SSLException tls -> cutOff(tls) ? Reason.RESET : Reason.TLS;
            case ClientProtocolException _, BadEncoding _ -> Reason.BAD_BODY;
            default -> Reason.RESET;
        };
    }

    /** The reason for an exception while the body was read. */
    static Reason inBody(IOException broken) {
        return switch (broken) {
            case TruncatedChunkException _, ConnectionClosedException _, EOFException _ -> Reason.TRUNCATED;
            case MalformedChunkCodingException _ -> Reason.BAD_BODY;
            default -> beforeAnswer(broken);
        };
    }

    private static boolean cutOff(SSLException tls) {
        return tls.getCause() instanceof SocketException || tls.getCause() instanceof EOFException;
    }
}
