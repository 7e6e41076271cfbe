package dev.trawl.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who is trusted to say which server is which: the JDK's authorities, and more where the operator names them. */
public final class Authorities {
    private Authorities() {}

    /**
     * Reads a file of one or more certificates in PEM.
     *
     * @throws IOException where the file can't be read or holds none; the message says what is wrong
     */
    public static List<X509Certificate> read(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException("it holds no certificates that can be read (" + e.getMessage() + ")", e);
        }
    }

    static SSLContext trusting(List<X509Certificate> more) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, more.isEmpty() ? null : trust(together(more)), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    private static KeyStore together(List<X509Certificate> more) throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        for (TrustManager each : trust(null)) {
            if (each instanceof X509TrustManager known) {
                add(all, "jdk-", Arrays.asList(known.getAcceptedIssuers()));
            }
        }
        add(all, "operator-", more);
        return all;
    }

    private static void add(KeyStore all, String prefix, List<X509Certificate> some) throws GeneralSecurityException {
        for (int n = 0; n < some.size(); n++) {
            all.setCertificateEntry(prefix + n, some.get(n));
        }
    }

    private static TrustManager[] trust(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
