package dev.trawl.testkit.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody trusts but who is told to, made by the JDK's own keytool. */
public final class TestCertificate {
    private static final String PASSWORD = "changeit";
    private static final long KEYTOOL_SECONDS_MAX = 60;

    private final Path store;
    private final Path pem;

    private TestCertificate(Path folder) {
        this.store = folder.resolve("server.p12");
        this.pem = folder.resolve("authority.pem");
    }

    /** Makes one for a name, in a folder that is there. */
    public static TestCertificate of(String name, Path folder) throws IOException, InterruptedException {
        TestCertificate made = new TestCertificate(folder);
        made.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name);
        made.keytool("-exportcert", "-rfc", "-file", made.pem.toString());
        return made;
    }

    /** The certificate as a PEM file, for who should trust it. */
    public Path pem() {
        return pem;
    }

    /** Sockets of a server that shows it. */
    public ServerSocketFactory sockets() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private void keytool(String... what) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.command().addAll(List.of(what));
        command.command()
                .addAll(List.of(
                        "-alias",
                        "server",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-storetype",
                        "PKCS12"));
        Process running = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!running.waitFor(KEYTOOL_SECONDS_MAX, TimeUnit.SECONDS) || running.exitValue() != 0) {
            throw new IOException("keytool made no certificate in " + store);
        }
    }
}
