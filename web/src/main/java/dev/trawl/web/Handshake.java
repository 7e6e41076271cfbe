package dev.trawl.web;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Says of a connection that ended while it was made secure that it is for TLS: most servers that do not speak it hang up
 * at the first bytes of it, or wait for an end of the line that does not come.
 */
record Handshake(TlsSocketStrategy strategy) implements TlsSocketStrategy {
    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        try {
            return strategy.upgrade(socket, target, port, attachment, context);
        } catch (SocketException | EOFException e) {
            throw broken(e);
        } catch (SSLException e) {
            throw e.getCause() instanceof SocketException || e.getCause() instanceof EOFException ? broken(e) : e;
        }
    }

    private static SSLException broken(IOException e) {
        return new Unsecured(e);
    }

    /** A connection that ended, of itself or as its time was up, before it was secure. */
    static final class Unsecured extends SSLException {
        private static final long serialVersionUID = 1;

        private Unsecured(IOException e) {
            super("a connection that ended before it was secure (" + e.getMessage() + ")");
            addSuppressed(e);
        }
    }
}
